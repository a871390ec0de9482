package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.WaveJudged;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Whom the simulated driver asks: the {@link Rollout}, or in tests something broken that must be caught. */
@FunctionalInterface
interface DecisionMaker {
    Decision next(Rollout rollout, Clock clock);

    default WaveJudged judge(
            Rollout rollout, Wave wave, List<InstanceHealth> health, Instant at, OnInconclusive onInconclusive) {
        return rollout.judge(wave, health, at, onInconclusive);
    }
}
