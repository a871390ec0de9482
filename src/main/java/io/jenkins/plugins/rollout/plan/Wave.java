package io.jenkins.plugins.rollout.plan;

import java.util.List;

/**
 * Instances that are deployed together and judged together.
 *
 * @param number from 1, in the order in which the waves of a rollout run
 * @param name such as {@code canary} or {@code to 50%}
 * @param action the same for all its instances
 */
public record Wave(int number, String name, String environment, Action action, List<Placement> placements) {
    public Wave {
        placements = List.copyOf(placements);
    }

    public int size() {
        return placements.size();
    }
}
