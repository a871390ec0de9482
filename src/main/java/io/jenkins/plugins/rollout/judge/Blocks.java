package io.jenkins.plugins.rollout.judge;

import java.util.HashMap;
import java.util.Map;

/**
 * Blocks of events added up by the ratio of their exposures, so that a hypothesis can be tested that nobody had in
 * mind while they came. Ratios that differ by less than 1.6 % share an entry; there are at most some 2,500.
 */
final class Blocks {
    private static final double ENTRIES_PER_LOG = 64;
    private static final double LARGEST_LOG = 20;

    private final Map<Long, Entry> entries = new HashMap<>();
    private Entry last = new Entry();
    private double lastRatio = Double.NaN;

    private static final class Entry {
        private double lowest = Double.POSITIVE_INFINITY;
        private double highest;
        private double candidate;
        private double baseline;
    }

    void add(double candidate, double baseline, double exposures) {
        if (candidate + baseline == 0) {
            return;
        }
        if (exposures != lastRatio) {
            double log = Math.max(-LARGEST_LOG, Math.min(LARGEST_LOG, Math.log(exposures)));
            last = entries.computeIfAbsent(Math.round(log * ENTRIES_PER_LOG), key -> new Entry());
            last.lowest = Math.min(last.lowest, exposures);
            last.highest = Math.max(last.highest, exposures);
            lastRatio = exposures;
        }
        last.candidate += candidate;
        last.baseline += baseline;
    }

    /** The evidence on one side of a bound; where ratios share an entry, a little less than there is. */
    double logEvidence(double bound, RatioTest.Side side, double[] distances) {
        RatioTest test = new RatioTest(bound, side, distances);
        for (Entry entry : entries.values()) {
            double exposures = side == RatioTest.Side.ABOVE ? entry.highest : entry.lowest;
            test.add(entry.candidate, entry.baseline, exposures);
        }
        return test.logEvidence();
    }
}
