package io.jenkins.plugins.rollout.topology;

import java.util.Map;

/**
 * One running installation.
 *
 * @param customer whose it is; empty when all customers share it
 * @param url where it answers; empty when it has no address
 * @param variables its own part of a deployment's environment
 */
public record Instance(
        String name,
        String customer,
        String environment,
        String url,
        Map<String, String> labels,
        Map<String, String> variables) {
    public Instance {
        labels = Map.copyOf(labels);
        variables = Map.copyOf(variables);
    }

    /** The same with other labels. */
    public Instance labelled(Map<String, String> others) {
        return new Instance(name, customer, environment, url, others, variables);
    }

    public boolean isShared() {
        return customer.isEmpty();
    }

    public boolean hasUrl() {
        return !url.isEmpty();
    }
}
