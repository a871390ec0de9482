package io.jenkins.plugins.rollout.health;

import java.io.Serializable;
import java.time.Duration;

/**
 * How often a check is asked.
 *
 * @param count how many measurements are wanted, at least 1; what could not be measured doesn't count
 * @param interval from the beginning of one measurement to the beginning of the next
 * @param initialDelay from the beginning of the gate to that of the first measurement
 */
public record Sampling(int count, Duration interval, Duration initialDelay) implements Serializable {
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

    /** Once, at once. */
    public static final Sampling ONCE = new Sampling(1, DEFAULT_INTERVAL, Duration.ZERO);
}
