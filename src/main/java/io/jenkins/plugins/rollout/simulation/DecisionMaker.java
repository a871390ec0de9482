package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.time.Clock;

/** Whom the simulated driver asks: {@link Rollout#next}, or in tests something broken that must be caught. */
@FunctionalInterface
interface DecisionMaker {
    Decision next(Rollout rollout, Clock clock);
}
