package io.jenkins.plugins.rollout.jenkins.topology.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rollout.topology.Customer;
import io.jenkins.plugins.rollout.topology.Environment;
import io.jenkins.plugins.rollout.topology.Instance;
import io.jenkins.plugins.rollout.topology.NaturalOrder;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The topology as the page's script shows it: {@code {"environments":[NAME,…],"customers":[{"name","ring","labels"},…],
 * "instances":[[NAME,customer,environment,URL],…]}}. Environments in promotion order, customers by name. An instance has
 * their positions instead of their names, and -1 for a customer if it is shared: thousands of them stay small that way.
 */
final class MatrixJson {
    private MatrixJson() {}

    static ObjectNode of(Topology topology) {
        ObjectNode matrix = Json.MAPPER.createObjectNode();
        Map<String, Integer> environments = environments(topology, matrix.putArray("environments"));
        Map<String, Integer> customers = customers(topology, matrix.putArray("customers"));
        ArrayNode instances = matrix.putArray("instances");
        for (Instance instance : topology.instances()) {
            instances
                    .addArray()
                    .add(instance.name())
                    .add(instance.isShared() ? -1 : customers.get(instance.customer()))
                    .add(environments.get(instance.environment()))
                    .add(instance.url());
        }
        return matrix;
    }

    private static Map<String, Integer> environments(Topology topology, ArrayNode names) {
        Map<String, Integer> positions = new HashMap<>();
        for (Environment environment : topology.promotionOrder()) {
            positions.put(environment.name(), positions.size());
            names.add(environment.name());
        }
        return positions;
    }

    private static Map<String, Integer> customers(Topology topology, ArrayNode rows) {
        Map<String, Integer> positions = new HashMap<>();
        List<Customer> byName = topology.customers().stream()
                .sorted(Comparator.comparing(Customer::name, NaturalOrder.INSTANCE))
                .toList();
        for (Customer customer : byName) {
            positions.put(customer.name(), positions.size());
            ObjectNode row = rows.addObject().put("name", customer.name()).put("ring", customer.ring());
            new TreeMap<>(customer.labels()).forEach(row.putObject("labels")::put);
        }
        return positions;
    }
}
