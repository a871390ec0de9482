package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.topology.Instance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An instance gets a release only where the rollout's earlier environments are healthy with it, for the same customer. */
final class PromotionRule {
    private final Rollout rollout;

    /** By environment, then by customer. */
    private final Map<String, Map<String, List<String>>> instances = new HashMap<>();

    PromotionRule(Rollout rollout) {
        this.rollout = rollout;
        rollout.plan().placements().map(Placement::instance).forEach(instance -> instances
                .computeIfAbsent(instance.environment(), environment -> new HashMap<>())
                .computeIfAbsent(instance.customer(), customer -> new ArrayList<>())
                .add(instance.name()));
    }

    /** What keeps an instance from getting the release, if anything does. */
    Optional<String> obstacle(Instance instance) {
        for (String environment : rollout.plan().promotion().getOrDefault(instance.environment(), List.of())) {
            Optional<String> shared = unhealthyIn(environment, "");
            Optional<String> own =
                    instance.isShared() ? Optional.empty() : unhealthyIn(environment, instance.customer());
            Optional<String> unhealthy = shared.or(() -> own);
            if (unhealthy.isPresent()) {
                return Optional.of(unhealthy.get() + " is not healthy with it");
            }
        }
        return Optional.empty();
    }

    private Optional<String> unhealthyIn(String environment, String customer) {
        return instances.getOrDefault(environment, Map.of()).getOrDefault(customer, List.of()).stream()
                .filter(name -> rollout.instance(name).orElseThrow().state() != InstanceState.HEALTHY)
                .findFirst();
    }
}
