package io.jenkins.plugins.rollout.judge;

/**
 * Finds out what numbers are, from the numbers: only 0 and 1 are trials; whole numbers, at least 0, are counts if they
 * scatter like counts; all others are values.
 *
 * <p>Whole milliseconds are whole numbers as well, and scatter far more than counts of independent events do. So the
 * variance of the baseline, taken from successive differences since a rate may change slowly, is set beside its mean:
 * counts have a ratio near 1. A quarter more than that is tolerated, or three standard errors of the ratio where few
 * numbers make it uncertain; from there on they are compared as values, whose tests hold for any distribution.
 */
public final class KindDetector {
    private static final double TOLERATED = 0.25;

    private boolean trials = true;
    private boolean whole = true;
    private final Scatter ofBaseline = new Scatter();
    private final Scatter ofCandidate = new Scatter();

    /** Variance from successive differences, and mean. */
    private static final class Scatter {
        private long samples;
        private double previous;
        private double sum;
        private double squares;

        void add(double value) {
            if (samples > 0) {
                squares += (value - previous) * (value - previous);
            }
            previous = value;
            sum += value;
            samples++;
        }

        boolean isWide() {
            if (samples < 2 || sum == 0) {
                return false;
            }
            double ratio = squares / (2 * (samples - 1)) / (sum / samples);
            double standardError = Math.sqrt(3.0 / samples + 1 / sum);
            return ratio > 1 + Math.max(TOLERATED, 3 * standardError);
        }
    }

    public void candidate(double value) {
        look(value);
        ofCandidate.add(value);
    }

    public void baseline(double value) {
        look(value);
        ofBaseline.add(value);
    }

    private void look(double value) {
        trials = trials && (value == 0 || value == 1);
        whole = whole && value >= 0 && value <= SequentialJudge.LARGEST_COUNT && value == Math.rint(value);
    }

    /**
     * Of all numbers so far. The candidate's scatter counts only where there is no baseline: being worse may scatter.
     */
    public DataKind kind() {
        if (trials) {
            return DataKind.BERNOULLI;
        }
        Scatter scatter = ofBaseline.samples > 0 ? ofBaseline : ofCandidate;
        return whole && !scatter.isWide() ? DataKind.COUNTS : DataKind.VALUES;
    }
}
