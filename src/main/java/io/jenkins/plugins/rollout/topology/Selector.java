package io.jenkins.plugins.rollout.topology;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses instances. All conditions must hold; an empty one holds for everything.
 *
 * <p>Labels are those of the instance and, where it has none of that name, those of its customer. An instance that
 * all customers share is chosen only if neither customers nor rings are asked for.
 *
 * @param environments names
 * @param customers names
 * @param rings the customers' rings
 * @param labels names and the values that they must have
 * @param instances names
 */
public record Selector(
        Set<String> environments,
        Set<String> customers,
        Set<Integer> rings,
        Map<String, String> labels,
        Set<String> instances) {
    public static final Selector EVERYTHING = new Selector(Set.of(), Set.of(), Set.of(), Map.of());

    public Selector {
        environments = Set.copyOf(environments);
        customers = Set.copyOf(customers);
        rings = Set.copyOf(rings);
        labels = Map.copyOf(labels);
        instances = Set.copyOf(instances);
    }

    public Selector(Set<String> environments, Set<String> customers, Set<Integer> rings, Map<String, String> labels) {
        this(environments, customers, rings, labels, Set.of());
    }

    /** Those instances and no others, whosever they are. */
    public static Selector ofInstances(Set<String> names) {
        return new Selector(Set.of(), Set.of(), Set.of(), Map.of(), names);
    }

    public Selector inEnvironments(List<String> names) {
        return new Selector(new LinkedHashSet<>(names), customers, rings, labels, instances);
    }

    public List<Instance> select(Topology topology) {
        return topology.instances().stream()
                .filter(instance -> matches(instance, topology))
                .toList();
    }

    public boolean matches(Instance instance, Topology topology) {
        if (!environments.isEmpty() && !environments.contains(instance.environment())) {
            return false;
        }
        if (!instances.isEmpty() && !instances.contains(instance.name())) {
            return false;
        }
        if (!labels.isEmpty()
                && !topology.withAllLabels(instance).labels().entrySet().containsAll(labels.entrySet())) {
            return false;
        }
        return instance.isShared()
                ? customers.isEmpty() && rings.isEmpty()
                : matches(topology.customer(instance.customer()).orElseThrow());
    }

    private boolean matches(Customer customer) {
        return (customers.isEmpty() || customers.contains(customer.name()))
                && (rings.isEmpty() || rings.contains(customer.ring()));
    }
}
