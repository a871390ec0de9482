package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.topology.Customer;
import io.jenkins.plugins.rollout.topology.Environment;
import io.jenkins.plugins.rollout.topology.Instance;
import io.jenkins.plugins.rollout.topology.Service;
import io.jenkins.plugins.rollout.topology.Topology;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes up a fleet: up to twelve customers in up to four environments. */
final class TopologyGenerator {
    static final List<String> TIERS = List.of("gold", "silver");
    static final int HIGHEST_RING = 3;

    private final Dice dice;

    TopologyGenerator(Dice dice) {
        this.dice = dice;
    }

    Topology next() {
        List<Environment> environments = environments();
        List<Customer> customers = customers();
        List<Instance> instances = new ArrayList<>();
        for (Environment environment : environments) {
            boolean shared = dice.happens(0.25);
            if (shared) {
                addInstances("shared", "", environment, instances);
            }
            if (!shared || dice.happens(0.3)) {
                customers.stream()
                        .filter(customer -> dice.happens(0.9))
                        .forEach(customer -> addInstances(customer.name(), customer.name(), environment, instances));
            }
        }
        return new Topology(environments, customers, List.of(new Service("billing", List.of())), instances);
    }

    private List<Environment> environments() {
        int count = dice.between(1, 4);
        boolean diamond = dice.happens(0.4);
        List<Environment> environments = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            List<String> before = environments.stream().map(Environment::name).toList();
            environments.add(
                    new Environment("stage-" + i, diamond ? afterInDiamond(before, i == count) : last(before)));
        }
        return environments;
    }

    /** The way parts after the first environment and meets again in the last. */
    private static List<String> afterInDiamond(List<String> before, boolean last) {
        if (before.size() < 2) {
            return before;
        }
        return last ? before.subList(1, before.size()) : before.subList(0, 1);
    }

    private static List<String> last(List<String> names) {
        return names.subList(Math.max(0, names.size() - 1), names.size());
    }

    private List<Customer> customers() {
        int count = dice.between(1, 12);
        List<Customer> customers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            customers.add(new Customer(
                    "customer-" + i, dice.between(0, HIGHEST_RING), ZoneOffset.UTC, Map.of("tier", dice.oneOf(TIERS))));
        }
        return customers;
    }

    private void addInstances(String prefix, String customer, Environment environment, List<Instance> instances) {
        int count = dice.happens(0.9) ? 1 : 2;
        for (int i = 1; i <= count; i++) {
            String name = prefix + "-" + environment.name() + (i == 1 ? "" : "-" + i);
            Map<String, String> labels = dice.happens(0.9) ? Map.of() : Map.of("tier", dice.oneOf(TIERS));
            instances.add(
                    new Instance(name, customer, environment.name(), "http://" + name + ".test", labels, Map.of()));
        }
    }
}
