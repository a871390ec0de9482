package io.jenkins.plugins.rollout.testing;

import io.jenkins.plugins.rollout.topology.Customer;
import io.jenkins.plugins.rollout.topology.Environment;
import io.jenkins.plugins.rollout.topology.Instance;
import io.jenkins.plugins.rollout.topology.Service;
import io.jenkins.plugins.rollout.topology.Topology;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Builds a topology in a line or two. */
public final class Fleet {
    private final List<Environment> environments = new ArrayList<>();
    private final List<Customer> customers = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final List<Instance> instances = new ArrayList<>();

    private Fleet() {}

    public static Fleet empty() {
        return new Fleet();
    }

    /** Each environment comes after the one before it. */
    public static Fleet chain(String... names) {
        Fleet fleet = new Fleet();
        for (int i = 0; i < names.length; i++) {
            if (i == 0) {
                fleet.environment(names[0]);
            } else {
                fleet.environment(names[i], names[i - 1]);
            }
        }
        return fleet;
    }

    public Fleet environment(String name, String... after) {
        environments.add(new Environment(name, List.of(after)));
        return this;
    }

    public Fleet customer(String name) {
        return customer(name, 0);
    }

    public Fleet customer(String name, int ring) {
        return customer(name, ring, Map.of());
    }

    public Fleet customer(String name, int ring, Map<String, String> labels) {
        customers.add(new Customer(name, ring, ZoneOffset.UTC, labels));
        return this;
    }

    /** {@code c-1}, {@code c-2} and so on. */
    public Fleet customers(int count) {
        for (int i = 1; i <= count; i++) {
            customer("c-" + i);
        }
        return this;
    }

    public Fleet service(String name, String... dependsOn) {
        services.add(new Service(name, List.of(dependsOn)));
        return this;
    }

    /** One instance for each customer and environment so far, such as {@code c-1-uat}. */
    public Fleet everywhere() {
        for (Environment environment : environments) {
            for (Customer customer : customers) {
                instance(customer.name() + "-" + environment.name(), customer.name(), environment.name());
            }
        }
        return this;
    }

    public Fleet instance(String name, String customer, String environment) {
        return instance(name, customer, environment, Map.of());
    }

    public Fleet instance(String name, String customer, String environment, Map<String, String> labels) {
        instances.add(new Instance(name, customer, environment, "http://" + name + ".test", labels, Map.of()));
        return this;
    }

    public Fleet instanceWithoutUrl(String name, String customer, String environment) {
        instances.add(new Instance(name, customer, environment, "", Map.of(), Map.of()));
        return this;
    }

    public Fleet shared(String name, String environment) {
        return instance(name, "", environment);
    }

    public Topology build() {
        return new Topology(environments, customers, services, instances);
    }

    /** The same fleet, listed in another order. */
    public Topology shuffled(long seed) {
        Random random = new Random(seed);
        return new Topology(
                shuffled(environments, random),
                shuffled(customers, random),
                shuffled(services, random),
                shuffled(instances, random));
    }

    private static <T> List<T> shuffled(List<T> things, Random random) {
        List<T> shuffled = new ArrayList<>(things);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
