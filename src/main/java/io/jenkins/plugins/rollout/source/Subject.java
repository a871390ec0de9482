package io.jenkins.plugins.rollout.source;

import java.io.Serializable;
import java.util.Map;

/**
 * The instance that a check is asked about.
 *
 * @param url empty if it has none
 * @param labels of the instance
 * @param environment of its deployment: what a command sees, and what placeholders are filled from
 */
public record Subject(
        String instance, String url, String version, Map<String, String> labels, Map<String, String> environment)
        implements Serializable {
    public Subject {
        labels = Map.copyOf(labels);
        environment = Map.copyOf(environment);
    }
}
