package io.jenkins.plugins.rollout.plan;

import io.jenkins.plugins.rollout.topology.Instance;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which instances must be healthy with a release before another one may get it: those of the environments before, of the
 * same customer or shared by all.
 */
final class Promotion {
    private final Topology topology;
    private final Map<String, Set<String>> environmentsBefore = new HashMap<>();
    private final Map<Place, List<Instance>> instances = new HashMap<>();

    private record Place(String environment, String customer) {}

    Promotion(Topology topology) {
        this.topology = topology;
        for (Instance instance : topology.instances()) {
            instances
                    .computeIfAbsent(new Place(instance.environment(), instance.customer()), place -> new ArrayList<>())
                    .add(instance);
        }
    }

    List<Instance> before(Instance instance) {
        List<Instance> before = new ArrayList<>();
        Set<String> environments =
                environmentsBefore.computeIfAbsent(instance.environment(), topology::environmentsBefore);
        for (String environment : environments) {
            before.addAll(instances.getOrDefault(new Place(environment, ""), List.of()));
            if (!instance.isShared()) {
                before.addAll(instances.getOrDefault(new Place(environment, instance.customer()), List.of()));
            }
        }
        return before;
    }
}
