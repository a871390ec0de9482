package io.jenkins.plugins.rollout.judge;

/**
 * The rank that a value would have among the baseline's earlier ones, from 0 to 1. It is computed anew whenever these
 * have grown by a tenth, so a look-up is one step. Any function that was fixed before a value came would be valid as
 * a score; this one is powerful.
 */
final class Ranks {
    private static final double GROWTH = 1.1;

    private final LogHistogram past = new LogHistogram();
    private double[] ranks = {0.5};
    private int first;
    private long next = 1;

    void add(int bucket) {
        past.add(bucket);
    }

    /** Takes up what was added; only between blocks. */
    void refresh() {
        if (past.total() >= next) {
            ranks = past.ranks();
            first = past.first();
            next = Math.max(past.total() + 1, (long) (past.total() * GROWTH));
        }
    }

    double of(int bucket) {
        int index = bucket - first;
        if (index < 0) {
            return next == 1 ? 0.5 : 0;
        }
        if (index >= ranks.length) {
            return next == 1 ? 0.5 : 1;
        }
        return ranks[index];
    }

    double quantile(double share) {
        return past.quantile(share);
    }

    long total() {
        return past.total();
    }
}
