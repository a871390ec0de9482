package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one instance for each of its customers in each of its environments.
 *
 * @param url fills to nothing when the instances have no address
 */
record InstanceTemplate(
        Location place,
        TemplateText name,
        TemplateText url,
        Map<String, TemplateText> labels,
        Map<String, TemplateText> variables,
        List<Customer> customers,
        List<String> environments) {
    long size() {
        return (long) customers.size() * environments.size();
    }

    /** Whether all placeholders can be filled; reports those that can't. */
    boolean check(Problems problems) {
        List<TemplateText> texts = new ArrayList<>(List.of(name, url));
        texts.addAll(labels.values());
        texts.addAll(variables.values());
        long broken =
                texts.stream().filter(text -> !text.check(customers, problems)).count();
        return broken == 0;
    }

    void makeInstances(InstanceCollector collector) {
        for (Customer customer : customers) {
            for (String environment : environments) {
                Instance instance = new Instance(
                        name.fill(customer, environment),
                        customer.name(),
                        environment,
                        url.fill(customer, environment),
                        filled(labels, customer, environment),
                        filled(variables, customer, environment));
                collector.add(instance, name.source().location(), url.source().location());
            }
        }
    }

    private static Map<String, String> filled(Map<String, TemplateText> texts, Customer customer, String environment) {
        Map<String, String> filled = new LinkedHashMap<>();
        texts.forEach((key, text) -> filled.put(key, text.fill(customer, environment)));
        return filled;
    }
}
