package io.jenkins.plugins.rollout.health;

import java.io.Serializable;
import java.util.List;

/**
 * A condition on what was measured, such as {@code result < 0.05}.
 *
 * @param text as it was written
 */
public record Condition(String text) implements Serializable {
    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none, with a phrase that says why
     */
    public static Condition parse(String text) {
        return new Condition(text);
    }

    /**
     * Whether it is true of these numbers.
     *
     * @throws IllegalArgumentException if it can't be said, with a phrase that says why
     */
    public boolean test(List<Double> result) {
        throw new IllegalArgumentException("not yet");
    }
}
