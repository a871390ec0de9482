package io.jenkins.plugins.rollout.health;

import java.io.Serializable;

/**
 * One question about an instance's health. Implementations are immutable configuration; the same check is asked of many
 * instances at the same time, on this machine or another.
 */
public interface Check extends Serializable {
    /** Names the check among those of its gate, for people: {@code http /health}. */
    String name();

    /** Whether an instance without URL can't be asked. */
    boolean needsUrl();

    /**
     * Whether passing shows that the very version is running which {@link Subject#version()} names, and not just that
     * something healthy is.
     */
    boolean provesVersion();

    /**
     * Asks once. Never throws for what the instance does: no answer is a failed measurement, and a question that could
     * not be asked an {@link Measurement.Outcome#ERROR}.
     *
     * @throws InterruptedException if the thread was interrupted; what it had started has ended
     */
    Measurement measure(Subject subject, Laboratory laboratory) throws InterruptedException;
}
