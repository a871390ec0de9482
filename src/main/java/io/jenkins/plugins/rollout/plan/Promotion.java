package io.jenkins.plugins.rollout.plan;

import io.jenkins.plugins.rollout.topology.Instance;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which instances must be healthy with a release before another one may get it: those of the environments before, of the
 * same customer or shared by all.
 */
final class Promotion {
    private final Topology topology;
    private final Map<String, Set<String>> environmentsBefore = new HashMap<>();

    /** By environment, then by customer. */
    private final Map<String, Map<String, List<Instance>>> instances = new HashMap<>();

    /** @param asked the instances that count at all */
    Promotion(Topology topology, Predicate<Instance> asked) {
        this.topology = topology;
        topology.instances().stream().filter(asked).forEach(instance -> instances
                .computeIfAbsent(instance.environment(), environment -> new HashMap<>())
                .computeIfAbsent(instance.customer(), customer -> new ArrayList<>())
                .add(instance));
    }

    List<Instance> before(Instance instance) {
        List<Instance> before = new ArrayList<>();
        Set<String> environments =
                environmentsBefore.computeIfAbsent(instance.environment(), topology::environmentsBefore);
        for (String environment : environments) {
            Map<String, List<Instance>> there = instances.getOrDefault(environment, Map.of());
            before.addAll(there.getOrDefault("", List.of()));
            if (!instance.isShared()) {
                before.addAll(there.getOrDefault(instance.customer(), List.of()));
            }
        }
        return before;
    }
}
