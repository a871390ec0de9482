package io.jenkins.plugins.rollout.topology;

import java.util.List;

/**
 * A promotion stage such as {@code uat} or {@code production}.
 *
 * @param after the environments that a release must be healthy in first
 */
public record Environment(String name, List<String> after) {
    public Environment {
        after = List.copyOf(after);
    }
}
