package io.jenkins.plugins.rollout.judge;

import java.util.Arrays;

/**
 * How many values fell into each of many narrow buckets: 1 % wide, of either sign, and one for zero. Adding costs
 * constant time; memory grows with the range of the values, up to some 16,000 buckets. Values nearer to zero than
 * 4e-18 or farther than 2e17 fall into the last bucket on their side.
 */
final class LogHistogram {
    static final double BUCKETS_PER_LOG = 100;
    private static final int FARTHEST = 4000;
    private static final int MARGIN = 64;

    private int[] counts = new int[0];
    private int first;
    private long total;

    /** The bucket of a value of this magnitude's logarithm and sign; buckets are ordered as values are. */
    static int bucket(double logOfMagnitude, double sign) {
        if (sign == 0) {
            return 0;
        }
        double scaled = logOfMagnitude * BUCKETS_PER_LOG + FARTHEST;
        // Cutting digits off is rounding down where nothing is negative.
        int distance = 1 + (scaled < 0 ? 0 : scaled >= 2 * FARTHEST ? 2 * FARTHEST - 1 : (int) scaled);
        return sign > 0 ? distance : -distance;
    }

    /** The middle of a bucket. */
    static double value(int bucket) {
        if (bucket == 0) {
            return 0;
        }
        double magnitude = Math.exp((Math.abs(bucket) - FARTHEST - 1 + 0.5) / BUCKETS_PER_LOG);
        return bucket > 0 ? magnitude : -magnitude;
    }

    void add(int bucket) {
        if (counts.length == 0) {
            counts = new int[2 * MARGIN];
            first = bucket - MARGIN;
        } else if (bucket < first) {
            int[] wider = new int[counts.length + first - bucket + MARGIN];
            System.arraycopy(counts, 0, wider, wider.length - counts.length, counts.length);
            first -= wider.length - counts.length;
            counts = wider;
        } else if (bucket >= first + counts.length) {
            counts = Arrays.copyOf(counts, bucket - first + MARGIN);
        }
        counts[bucket - first]++;
        total++;
    }

    long total() {
        return total;
    }

    /**
     * The share of values below each bucket plus half of those in it; {@code ranks[i]} is that of bucket {@code
     * first() + i}.
     */
    double[] ranks() {
        double[] ranks = new double[counts.length];
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            ranks[i] = (below + counts[i] / 2.0) / total;
            below += counts[i];
        }
        return ranks;
    }

    int first() {
        return first;
    }

    /** The quantile to within 1 %; not a number without values. */
    double quantile(double share) {
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i];
            if (counts[i] > 0 && below >= share * total) {
                return value(first + i);
            }
        }
        return Double.NaN;
    }
}
