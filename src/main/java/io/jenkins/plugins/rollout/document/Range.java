package io.jenkins.plugins.rollout.document;

/** The whole numbers that an input may give. */
public record Range(int min, int max) {
    public static Range atLeast(int min) {
        return new Range(min, Integer.MAX_VALUE);
    }

    public static Range between(int min, int max) {
        return new Range(min, max);
    }

    boolean contains(long number) {
        return number >= min && number <= max;
    }

    /** {@code of at least 0} or {@code from 1 to 10}. */
    @Override
    public String toString() {
        return max == Integer.MAX_VALUE ? "of at least " + min : "from " + min + " to " + max;
    }
}
