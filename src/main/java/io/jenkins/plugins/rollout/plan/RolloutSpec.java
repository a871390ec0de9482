package io.jenkins.plugins.rollout.plan;

import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.topology.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a rollout file asks for, valid in itself; whether it fits a topology is for the {@link Planner} to say.
 *
 * @param source the text that it was read from; reading it again gives the same specification
 * @param service which is brought
 * @param artifact path of the release's file, relative to the folder; empty when there is none
 * @param environments to bring it to; the plan puts them in promotion order
 * @param selector which instances of those environments
 */
public record RolloutSpec(
        Source source,
        String service,
        String artifact,
        List<String> environments,
        Selector selector,
        Strategy strategy,
        Limits limits,
        OnFailure onFailure,
        Deployment deployment,
        Gate gate,
        Promotion promotion,
        Approver approver) {
    public RolloutSpec {
        environments = List.copyOf(environments);
    }

    /** Whether the environments before must be healthy with the release. */
    public enum Promotion {
        REQUIRE,
        /** Not asked for; recorded with the rollout. */
        IGNORE
    }

    /** Who may answer with yes when the rollout waits for a person. */
    public enum Approver {
        ANYBODY,
        /** Somebody else than the one who started it. */
        ANOTHER
    }

    /**
     * @param file as the user named it; messages point there
     * @param folder of the file, absolute; commands run in it
     */
    public record Source(String file, Path folder, String text) {}

    /**
     * @param maxParallel instances that are deployed at the same time, at least 1
     * @param failureBudget how many of one wave may fail
     * @param bake watch time between a wave's last deployment and its first measurement
     */
    public record Limits(int maxParallel, Amount failureBudget, Duration bake) {}

    /**
     * How one instance is deployed.
     *
     * @param command one element: a command line for {@code /bin/sh}; several: a program and its arguments, run as they are
     * @param timeout of one attempt
     * @param retries attempts after the first one that failed; 0 for none
     * @param backoff wait before the first retry, doubled for each further one
     */
    public record Deployment(List<String> command, Duration timeout, int retries, Duration backoff) {
        public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);
        public static final Duration DEFAULT_BACKOFF = Duration.ofSeconds(1);

        public Deployment {
            command = List.copyOf(command);
        }
    }
}
