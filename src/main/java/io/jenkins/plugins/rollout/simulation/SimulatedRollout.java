package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.rollout.Outcome;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.List;
import java.util.Optional;

/**
 * What became of one seed.
 *
 * @param outcome empty when the planner refused the plan, and nothing was rolled out
 * @param events of the rollout, all of them
 */
public record SimulatedRollout(long seed, Optional<Outcome> outcome, List<RolloutEvent> events) {
    public SimulatedRollout {
        events = List.copyOf(events);
    }

    /** The events as text, a line each. */
    public String history() {
        return History.tell(events);
    }
}
