package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Location;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Everything that exists: environments, customers, services and instances, valid as a whole. Comes from a
 * {@link TopologyReader}, which has checked that names are unique, references known and orders free of cycles.
 */
public final class Topology {
    private final Map<String, Environment> environments;
    private final Map<String, Customer> customers;
    private final Map<String, Service> services;
    private final Map<String, Instance> instances;
    private final Map<String, Location> instanceLocations;
    private final List<Environment> promotionOrder;

    public Topology(
            List<Environment> environments,
            List<Customer> customers,
            List<Service> services,
            List<Instance> instances) {
        this(environments, customers, services, instances, Map.of());
    }

    /** @param instanceLocations where an instance was defined, by its name; may lack any of them */
    Topology(
            List<Environment> environments,
            List<Customer> customers,
            List<Service> services,
            List<Instance> instances,
            Map<String, Location> instanceLocations) {
        this.environments = byName(environments, Environment::name);
        this.customers = byName(customers, Customer::name);
        this.services = byName(services, Service::name);
        this.instances = byName(instances, Instance::name);
        this.instanceLocations = Map.copyOf(instanceLocations);
        this.promotionOrder = inPromotionOrder();
    }

    public List<Environment> environments() {
        return List.copyOf(environments.values());
    }

    public List<Customer> customers() {
        return List.copyOf(customers.values());
    }

    public List<Service> services() {
        return List.copyOf(services.values());
    }

    public List<Instance> instances() {
        return List.copyOf(instances.values());
    }

    public Optional<Environment> environment(String name) {
        return Optional.ofNullable(environments.get(name));
    }

    public Optional<Customer> customer(String name) {
        return Optional.ofNullable(customers.get(name));
    }

    public Optional<Service> service(String name) {
        return Optional.ofNullable(services.get(name));
    }

    public Optional<Instance> instance(String name) {
        return Optional.ofNullable(instances.get(name));
    }

    /** An instance with all labels that it is selected by: its own and, where it has none of that name, its customer's. */
    public Instance withAllLabels(Instance instance) {
        Map<String, String> labels = new HashMap<>(
                customer(instance.customer()).map(Customer::labels).orElse(Map.of()));
        labels.putAll(instance.labels());
        return instance.labelled(labels);
    }

    /** Where an instance was defined, for messages about it. */
    public Location locationOf(Instance instance) {
        return instanceLocations.getOrDefault(instance.name(), Location.UNKNOWN);
    }

    /** All environments, each behind those that it comes {@code after}; by name where that leaves a choice. */
    public List<Environment> promotionOrder() {
        return promotionOrder;
    }

    /** All environments that a release passes before it may reach this one, however indirectly. */
    public Set<String> environmentsBefore(String environment) {
        Set<String> before = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(environment));
        while (!open.isEmpty()) {
            for (String direct : environments.get(open.remove()).after()) {
                if (before.add(direct)) {
                    open.add(direct);
                }
            }
        }
        return before;
    }

    private List<Environment> inPromotionOrder() {
        Map<String, List<String>> followers = new HashMap<>();
        Map<String, Integer> waitsFor = new HashMap<>();
        NavigableSet<String> ready = new TreeSet<>(NaturalOrder.INSTANCE);
        for (Environment environment : environments.values()) {
            Set<String> known = new LinkedHashSet<>(environment.after());
            known.retainAll(environments.keySet());
            known.forEach(before ->
                    followers.computeIfAbsent(before, key -> new ArrayList<>()).add(environment.name()));
            waitsFor.put(environment.name(), known.size());
            if (known.isEmpty()) {
                ready.add(environment.name());
            }
        }
        List<Environment> ordered = new ArrayList<>(environments.size());
        while (!ready.isEmpty()) {
            String next = ready.pollFirst();
            ordered.add(environments.get(next));
            for (String follower : followers.getOrDefault(next, List.of())) {
                if (waitsFor.merge(follower, -1, Integer::sum) == 0) {
                    ready.add(follower);
                }
            }
        }
        if (ordered.size() < environments.size()) {
            throw new IllegalArgumentException("environments come after one another in a cycle");
        }
        return List.copyOf(ordered);
    }

    private static <T> Map<String, T> byName(List<T> things, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        for (T thing : things) {
            if (byName.put(name.apply(thing), thing) != null) {
                throw new IllegalArgumentException("two of the name " + name.apply(thing));
            }
        }
        return byName;
    }
}
