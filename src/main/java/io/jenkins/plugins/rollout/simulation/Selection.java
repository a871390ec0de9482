package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.topology.Customer;
import io.jenkins.plugins.rollout.topology.Instance;
import io.jenkins.plugins.rollout.topology.Selector;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says a second time, on its own, which instances a rollout may touch. */
final class Selection {
    private Selection() {}

    static Set<String> of(RolloutSpec spec, Topology topology) {
        return topology.instances().stream()
                .filter(instance -> spec.environments().contains(instance.environment()))
                .filter(instance -> isWanted(instance, spec.selector(), topology))
                .map(Instance::name)
                .collect(Collectors.toSet());
    }

    private static boolean isWanted(Instance instance, Selector wanted, Topology topology) {
        Map<String, String> labels = new HashMap<>();
        if (!instance.customer().isEmpty()) {
            Customer customer = topology.customer(instance.customer()).orElseThrow();
            labels.putAll(customer.labels());
            boolean ofCustomer =
                    wanted.customers().isEmpty() || wanted.customers().contains(customer.name());
            boolean ofRing = wanted.rings().isEmpty() || wanted.rings().contains(customer.ring());
            if (!ofCustomer || !ofRing) {
                return false;
            }
        } else if (!wanted.customers().isEmpty() || !wanted.rings().isEmpty()) {
            return false;
        }
        labels.putAll(instance.labels());
        return labels.entrySet().containsAll(wanted.labels().entrySet());
    }
}
