package io.jenkins.plugins.rollout.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A rollout in a list of rollouts.
 *
 * @param action {@code deploy} or {@code rollback}
 * @param state the word of its {@link io.jenkins.plugins.rollout.rollout.RolloutState}
 */
public record RolloutSummary(
        String id,
        String service,
        String version,
        String action,
        String state,
        double blastRadius,
        Instant startedAt,
        Optional<Instant> finishedAt) {
    public boolean isFinished() {
        return finishedAt.isPresent();
    }
}
