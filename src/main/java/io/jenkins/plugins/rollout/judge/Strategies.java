package io.jenkins.plugins.rollout.judge;

import java.util.Arrays;

/** The alternatives that a mixture spreads its evidence over: distances of log ratios, growing by a constant factor. */
final class Strategies {
    private static final double CLOSEST = 0.03;
    private static final double GROWTH = 1.75;
    private static final double FARTHEST = 4.5;

    private Strategies() {}

    /** From 3 %, or less where the margin is small, to a factor of a hundred. */
    static double[] distances(double margin) {
        double[] distances = new double[64];
        int count = 0;
        double distance = Math.min(CLOSEST, Math.log1p(margin) / 2);
        while (distance < FARTHEST && count < distances.length - 1) {
            distances[count++] = distance;
            distance *= GROWTH;
        }
        distances[count++] = distance;
        return Arrays.copyOf(distances, count);
    }

    /** {@code log(mean(exp(logs)))} without overflow. */
    static double logMean(double[] logs) {
        double highest = Arrays.stream(logs).max().orElse(Double.NEGATIVE_INFINITY);
        if (highest == Double.NEGATIVE_INFINITY) {
            return highest;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - highest);
        }
        return highest + Math.log(sum / logs.length);
    }

    /** {@code log(weight exp(a) + (1 - weight) exp(b))} without overflow. */
    static double logMix(double weight, double a, double b) {
        double highest = Math.max(a, b);
        return highest == Double.NEGATIVE_INFINITY
                ? highest
                : highest + Math.log(weight * Math.exp(a - highest) + (1 - weight) * Math.exp(b - highest));
    }
}
