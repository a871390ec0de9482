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
    private final Map<Place, List<String>> instances = new HashMap<>();

    private record Place(String environment, String customer) {}

    PromotionRule(Rollout rollout) {
        this.rollout = rollout;
        rollout.plan().placements().map(Placement::instance).forEach(instance -> instances
                .computeIfAbsent(new Place(instance.environment(), instance.customer()), place -> new ArrayList<>())
                .add(instance.name()));
    }

    /** What keeps an instance from getting the release, if anything does. */
    Optional<String> obstacle(Instance instance) {
        for (String environment : rollout.plan().promotion().getOrDefault(instance.environment(), List.of())) {
            Optional<String> shared = unhealthyIn(new Place(environment, ""));
            Optional<String> own =
                    instance.isShared() ? Optional.empty() : unhealthyIn(new Place(environment, instance.customer()));
            Optional<String> unhealthy = shared.or(() -> own);
            if (unhealthy.isPresent()) {
                return Optional.of(unhealthy.get() + " is not healthy with it");
            }
        }
        return Optional.empty();
    }

    private Optional<String> unhealthyIn(Place place) {
        return instances.getOrDefault(place, List.of()).stream()
                .filter(name -> rollout.instance(name).orElseThrow().state() != InstanceState.HEALTHY)
                .findFirst();
    }
}
