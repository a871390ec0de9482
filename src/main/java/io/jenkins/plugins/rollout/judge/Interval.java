package io.jenkins.plugins.rollout.judge;

import java.util.OptionalDouble;

/**
 * Where the true value can still be.
 *
 * @param low negative infinity where nothing bounds it from below
 * @param high positive infinity where nothing bounds it from above
 */
public record Interval(double low, double high) {
    /** Nothing is known. */
    public static final Interval UNBOUNDED = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Interval {
        if (Double.isNaN(low) || Double.isNaN(high) || low > high) {
            throw new IllegalArgumentException(
                    "an interval goes from low to high, and not from " + low + " to " + high);
        }
    }

    /** Empty where it is unbounded. */
    public OptionalDouble lowest() {
        return Double.isInfinite(low) ? OptionalDouble.empty() : OptionalDouble.of(low);
    }

    /** Empty where it is unbounded. */
    public OptionalDouble highest() {
        return Double.isInfinite(high) ? OptionalDouble.empty() : OptionalDouble.of(high);
    }
}
