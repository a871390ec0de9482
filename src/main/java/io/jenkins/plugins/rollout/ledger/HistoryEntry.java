package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.release.Release;
import java.time.Instant;

/**
 * What was done to an instance, and what came of it.
 *
 * @param release that it got, or was to get
 * @param previous that it had until then; {@link Release#NONE} if none was on record
 * @param outcome the state that the instance ended in, such as {@code healthy} or {@code rolled-back}
 */
public record HistoryEntry(
        Instant at,
        String instance,
        Release release,
        Release previous,
        Action action,
        String outcome,
        String rollout) {}
