package io.jenkins.plugins.rollout.testing;

import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.release.Installation.Condition;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.topology.Instance;
import io.jenkins.plugins.rollout.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Releases of {@code billing}, and where they run. */
public final class Releases {
    public static final Release OLD = billing("4.1.0");
    public static final Release NEW = billing("4.2.0");

    private Releases() {}

    public static Release billing(String version) {
        return billing(version, "0");
    }

    /** @param digit that the artifact's checksum is made of */
    public static Release billing(String version, String digit) {
        return new Release(
                "billing", version, List.of(new Artifact("build/billing.tar.gz", 1024, digit.repeat(64))), "billing#1");
    }

    public static Installation on(String instance, Release release) {
        return on(instance, release, Condition.HEALTHY);
    }

    public static Installation on(String instance, Release release, Condition condition) {
        return new Installation(instance, release, Release.NONE, condition, Instant.EPOCH, "earlier");
    }

    public static Installations everywhere(Release release, Topology topology) {
        return new Installations(topology.instances().stream()
                .map(Instance::name)
                .map(name -> on(name, release))
                .toList());
    }

    public static Installations installed(Installation... installations) {
        return new Installations(Stream.of(installations).toList());
    }
}
