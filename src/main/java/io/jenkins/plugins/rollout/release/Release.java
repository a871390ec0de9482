package io.jenkins.plugins.rollout.release;

import java.util.List;
import java.util.Optional;

/**
 * A service at a version.
 *
 * @param artifacts what it consists of; empty when the deployment fetches it by its version alone
 * @param build what made it, such as {@code billing/main#17}; empty when unknown
 */
public record Release(String service, String version, List<Artifact> artifacts, String build) {
    /** Stands for "nothing on record". */
    public static final Release NONE = new Release("", "", List.of(), "");

    public Release {
        artifacts = List.copyOf(artifacts);
    }

    public boolean isNone() {
        return version.isEmpty();
    }

    /** The file that a deployment gets as {@code ROLLOUT_ARTIFACT}. */
    public Optional<Artifact> artifact() {
        return artifacts.stream().findFirst();
    }

    /** Same service, version and content; whoever built it. */
    public boolean isSameAs(Release other) {
        return service.equals(other.service)
                && version.equals(other.version)
                && contents().equals(other.contents());
    }

    private List<String> contents() {
        return artifacts.stream().map(Artifact::sha256).toList();
    }
}
