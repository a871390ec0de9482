package io.jenkins.plugins.rollout.health;

import java.util.List;

/**
 * A part of a condition, ready to be computed. Whether it is true or a number is known before anything is measured. None
 * keeps anything, so threads may share them.
 */
sealed interface Formula {
    /** Something that is so or not. */
    @FunctionalInterface
    non-sealed interface Truth extends Formula {
        /** @throws IllegalArgumentException if these numbers don't tell, with a phrase that says why */
        boolean of(List<Double> result);
    }

    /** A number, which may be none or infinite where one that was measured is. */
    @FunctionalInterface
    non-sealed interface Figure extends Formula {
        /** @throws IllegalArgumentException if these numbers don't tell, with a phrase that says why */
        double of(List<Double> result);
    }
}
