package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Wave;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where one wave stands, as people see it.
 *
 * @param state such as {@code pending}, {@code deploying} or {@code passed}
 * @param reason of the verdict; empty before
 * @param bad how many of its instances failed or were unhealthy
 * @param unwell those of its instances that failed or did not pass, with what was found of them, later as well
 * @param changed the sequence number of the event that changed it last
 */
public record WaveProgress(
        Wave wave,
        String state,
        Optional<Instant> startedAt,
        Optional<Instant> judgedAt,
        Optional<Verdict> verdict,
        String reason,
        int bad,
        List<InstanceHealth> unwell,
        long changed) {}
