package io.jenkins.plugins.rollout.health;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * The checks that judge a wave.
 *
 * @param checks empty for a gate that lets everything pass that was deployed
 * @param samples how often each check is asked of each instance
 * @param interval from the beginning of one sample to the beginning of the next
 */
public record Gate(List<Check> checks, int samples, Duration interval) implements Serializable {
    public static final Gate OPEN = new Gate(List.of(), 1, Duration.ZERO);

    public Gate {
        checks = List.copyOf(checks);
    }

    public boolean isOpen() {
        return checks.isEmpty();
    }

    public boolean needsUrl() {
        return checks.stream().anyMatch(Check::needsUrl);
    }

    /** Whether an instance that passes is known to run the version in question. */
    public boolean provesVersion() {
        return checks.stream().anyMatch(Check::provesVersion);
    }
}
