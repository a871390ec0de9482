package io.jenkins.plugins.rollout.jenkins.request;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRegistry;
import java.util.Optional;

/**
 * A link to a build that the current user may see.
 *
 * @param url relative to Jenkins' root, ending in a slash
 */
public record BuildLink(String name, String url) {
    /** Nothing where the build is gone or the current user may not read its job. */
    static Optional<BuildLink> toDriverOf(String rollout) {
        return BuildRegistry.get()
                .driverOf(rollout)
                .filter(build -> build.getParent().hasPermission(Item.READ))
                .map(BuildLink::to);
    }

    static BuildLink to(Run<?, ?> build) {
        return new BuildLink(build.getFullDisplayName(), build.getUrl());
    }
}
