package io.jenkins.plugins.rollout.judge;

/**
 * Compares values. Each sample is scored by its rank among the baseline's earlier values, and the bets are on the
 * difference of the two streams' mean scores in a block; a block ends as soon as both streams have a sample in it. If
 * the candidate's values, divided by {@code b}, are distributed as the baseline's at the same time, that difference
 * has a mean of zero, whatever the distribution, its ties and its common changes: so a ratio of {@code b} can be
 * tested, for several {@code b} at once.
 *
 * <p>With a quantile, the score is 1 above the baseline's quantile so far and else 0: the bets are on how often it is
 * exceeded.
 */
final class ValueEvidence implements Evidence {
    /** Ratios that the interval's bounds are taken from, as logarithms; both signs. */
    private static final double[] GRID = {0.05, 0.1, 0.2, 0.3, 0.45, 0.65, 0.9, 1.2, 1.6, 2.3, 3.5};

    private static final int EQUAL = 0;
    private static final int HARM_ABOVE = 1;
    private static final int HARM_BELOW = 2;

    private final Comparison comparison;
    private final double[] bounds;
    private final double[] factors;
    private final Bets[] above;
    private final Bets[] below;
    private final double failing;
    private final double passing;
    private final LogHistogram candidates = new LogHistogram();
    private final Ranks ranks = new Ranks();
    private final double[] scores;
    private double baselineScore;
    private int blockSamples;
    private int blockBaselineSamples;
    private double latest;
    private double latestBaseline;
    private boolean relative = true;
    private boolean notAbove;
    private boolean notBelow;

    ValueEvidence(Comparison comparison) {
        this.comparison = comparison;
        int count = HARM_BELOW + 1 + 2 * GRID.length;
        bounds = new double[count];
        bounds[HARM_ABOVE] = Math.log1p(comparison.margin());
        bounds[HARM_BELOW] = -bounds[HARM_ABOVE];
        for (int i = 0; i < GRID.length; i++) {
            bounds[HARM_BELOW + 1 + 2 * i] = GRID[i];
            bounds[HARM_BELOW + 2 + 2 * i] = -GRID[i];
        }
        factors = new double[count];
        above = new Bets[count];
        below = new Bets[count];
        scores = new double[count];
        for (int i = 0; i < count; i++) {
            factors[i] = Math.exp(bounds[i]);
            Bets.Style style = style(i <= HARM_BELOW, comparison.quantile() == 0);
            above[i] = new Bets(1, style);
            below[i] = new Bets(-1, style);
        }
        failing = 1 / comparison.alphaOfHarm();
        passing = 1 / comparison.alpha();
    }

    private static Bets.Style style(boolean decides, boolean signs) {
        if (decides) {
            return signs ? Bets.Style.SCORES_AND_SIGNS : Bets.Style.SCORES;
        }
        return signs ? Bets.Style.FEW_SCORES_AND_SIGNS : Bets.Style.FEW_SCORES;
    }

    @Override
    public boolean candidate(double value, double exposure) {
        double log = Math.log(Math.abs(value));
        relative = relative && value >= 0;
        int tested = tested();
        for (int i = 0; i < tested; i++) {
            scores[i] += score(LogHistogram.bucket(log - bounds[i], value));
        }
        candidates.add(LogHistogram.bucket(log, value));
        latest = value;
        blockSamples++;
        return endBlock();
    }

    @Override
    public boolean baseline(double value, double exposure) {
        relative = relative && value >= 0;
        int bucket = LogHistogram.bucket(Math.log(Math.abs(value)), value);
        baselineScore += score(bucket);
        ranks.add(bucket);
        latestBaseline = value;
        blockBaselineSamples++;
        return endBlock();
    }

    /** Ratios say something only of values that are not negative. */
    private int tested() {
        return relative ? bounds.length : 1;
    }

    private double score(int bucket) {
        double rank = ranks.of(bucket);
        if (comparison.quantile() == 0) {
            return rank;
        }
        return rank > comparison.quantile() ? 1 : 0;
    }

    private boolean endBlock() {
        if (blockSamples == 0 || blockBaselineSamples == 0) {
            return false;
        }
        double mean = baselineScore / blockBaselineSamples;
        int tested = tested();
        for (int i = 0; i < tested; i++) {
            bet(i, scores[i] / blockSamples - mean, sign(latest, latestBaseline * factors[i]));
            scores[i] = 0;
        }
        baselineScore = 0;
        blockSamples = 0;
        blockBaselineSamples = 0;
        ranks.refresh();
        return true;
    }

    /** As {@code Double.compare}, but for -0.0, which is 0. */
    private static int sign(double value, double other) {
        return value > other ? 1 : value < other ? -1 : 0;
    }

    private void bet(int bound, double score, int sign) {
        if (!above[bound].won()) {
            double capital = above[bound].add(score, sign);
            notBelow = notBelow || (bound == HARM_BELOW && capital >= passing);
            if (capital >= failing) {
                above[bound].win();
            }
        }
        if (!below[bound].won()) {
            double capital = below[bound].add(score, sign);
            notAbove = notAbove || (bound == HARM_ABOVE && capital >= passing);
            if (capital >= failing) {
                below[bound].win();
            }
        }
    }

    @Override
    public boolean worse() {
        return increased() || (comparison.direction().downIsWorse() && below[EQUAL].won());
    }

    @Override
    public boolean increased() {
        return comparison.direction().upIsWorse() && above[EQUAL].won();
    }

    @Override
    public boolean harmless() {
        return relative
                && (!comparison.direction().upIsWorse() || notAbove)
                && (!comparison.direction().downIsWorse() || notBelow);
    }

    @Override
    public double estimate() {
        double share = comparison.quantile() == 0 ? 0.5 : comparison.quantile();
        double ratio = candidates.quantile(share) / ranks.quantile(share);
        return relative ? ratio : Double.NaN;
    }

    @Override
    public Interval interval() {
        if (!relative) {
            return Interval.UNBOUNDED;
        }
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        for (int i = 0; i < bounds.length; i++) {
            low = above[i].won() ? Math.max(low, factors[i]) : low;
            high = below[i].won() ? Math.min(high, factors[i]) : high;
        }
        return new Interval(low, Math.max(low, high));
    }

    @Override
    public double logEvidence() {
        return switch (comparison.direction()) {
            case INCREASE -> above[EQUAL].logEvidence();
            case DECREASE -> below[EQUAL].logEvidence();
            case EITHER -> Strategies.logMean(new double[] {above[EQUAL].logEvidence(), below[EQUAL].logEvidence()});
        };
    }

    @Override
    public double growth() {
        double best =
                switch (comparison.direction()) {
                    case INCREASE -> Math.max(above[EQUAL].best(), below[HARM_ABOVE].best());
                    case DECREASE -> Math.max(below[EQUAL].best(), above[HARM_BELOW].best());
                    case EITHER ->
                        Math.max(
                                Math.max(above[EQUAL].best(), below[EQUAL].best()),
                                Math.min(below[HARM_ABOVE].best(), above[HARM_BELOW].best()));
                };
        return candidates.total() == 0 ? 0 : best / candidates.total();
    }
}
