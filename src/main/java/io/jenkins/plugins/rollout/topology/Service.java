package io.jenkins.plugins.rollout.topology;

import java.util.List;

/**
 * What is deployed.
 *
 * @param dependsOn the services that must run on an instance before this one does
 */
public record Service(String name, List<String> dependsOn) {
    public Service {
        dependsOn = List.copyOf(dependsOn);
    }
}
