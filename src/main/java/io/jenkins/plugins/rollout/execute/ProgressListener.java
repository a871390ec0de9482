package io.jenkins.plugins.rollout.execute;

import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.List;

/** Hears of everything that happens in a rollout, once it is durable. Called on the driver's thread. */
@FunctionalInterface
public interface ProgressListener {
    void happened(Rollout rollout, List<RolloutEvent> events);
}
