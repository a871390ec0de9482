package io.jenkins.plugins.rollout.jenkins.request;

import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Release;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * An instance that a request is about, with what it ran and what it was to get when a person saw both and asked for it.
 * Written with the build; so a class of plain texts.
 */
final class Target {
    private final String instance;
    private final String from;
    private final String to;

    Target(String instance, Release from, Release to) {
        this.instance = instance;
        this.from = identity(from);
        this.to = identity(to);
    }

    /** A release's version and content, whoever built it. */
    private static String identity(Release release) {
        List<Artifact> artifacts = release.artifacts();
        return artifacts.isEmpty()
                ? release.version()
                : artifacts.stream()
                        .map(Artifact::sha256)
                        .collect(Collectors.joining(" ", release.version() + " ", ""));
    }

    String instance() {
        return instance;
    }

    boolean isFrom(Release release) {
        return from.equals(identity(release));
    }

    boolean isTo(Release release) {
        return to.equals(identity(release));
    }

    /** Same instance, same release to get; whatever it ran. */
    boolean asksTheSameAs(Target other) {
        return instance.equals(other.instance) && to.equals(other.to);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Target target && asksTheSameAs(target) && from.equals(target.from);
    }

    @Override
    public int hashCode() {
        return Objects.hash(instance, from, to);
    }
}
