package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.rollout.Outcome;
import java.util.Map;

/**
 * What came of many simulated rollouts, none of which broke a rule.
 *
 * @param rollouts that ran to their end
 * @param refused plans that were made up and refused by the planner; they don't count as rollouts
 * @param outcomes how many rollouts ended in which way
 * @param events how many there were of which, by name
 */
public record SimulationSummary(int rollouts, int refused, Map<Outcome, Integer> outcomes, Map<String, Long> events) {
    public SimulationSummary {
        outcomes = Map.copyOf(outcomes);
        events = Map.copyOf(events);
    }
}
