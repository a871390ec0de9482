package io.jenkins.plugins.rollout.judge;

import io.jenkins.plugins.rollout.judge.RatioTest.Side;

/**
 * Compares rates of events. Samples are taken in blocks: one ends as soon as both streams have traffic in it, so that
 * both have seen the same conditions.
 */
final class EventEvidence implements Evidence {
    private static final double BOUND_OF_LOG = 14;
    /** Of a bound's logarithm: a gate shows bounds after every sample, and a tenth of a per cent is enough for that. */
    private static final double RESOLUTION = 1e-3;

    private final Comparison comparison;
    private final double[] distances;
    private final RatioTest more;
    private final RatioTest less;
    private final RatioTest below;
    private final RatioTest above;
    private final RateCeiling ceiling;
    private final Blocks blocks = new Blocks();
    private final double failing;
    private final double passing;
    private double candidateEvents;
    private double candidateExposure;
    private double baselineEvents;
    private double baselineExposure;
    private double blockEvents;
    private double blockExposure;
    private double blockBaselineEvents;
    private double blockBaselineExposure;
    private long samples;

    EventEvidence(Comparison comparison) {
        this.comparison = comparison;
        this.distances = Strategies.distances(comparison.margin());
        double harm = Math.log1p(comparison.margin());
        this.more = new RatioTest(0, Side.ABOVE, distances);
        this.less = new RatioTest(0, Side.BELOW, distances);
        this.below = new RatioTest(harm, Side.BELOW, distances);
        this.above = new RatioTest(-harm, Side.ABOVE, distances);
        this.ceiling = new RateCeiling(comparison.negligible());
        this.failing = -Math.log(comparison.alphaOfHarm());
        this.passing = -Math.log(comparison.alpha());
    }

    @Override
    public boolean candidate(double value, double exposure) {
        samples++;
        blockEvents += value;
        blockExposure += exposure;
        ceiling.add(value, exposure);
        return endBlock();
    }

    @Override
    public boolean baseline(double value, double exposure) {
        blockBaselineEvents += value;
        blockBaselineExposure += exposure;
        return endBlock();
    }

    private boolean endBlock() {
        if (blockExposure == 0 || blockBaselineExposure == 0) {
            return false;
        }
        candidateEvents += blockEvents;
        candidateExposure += blockExposure;
        baselineEvents += blockBaselineEvents;
        baselineExposure += blockBaselineExposure;
        double exposures = blockExposure / blockBaselineExposure;
        blocks.add(blockEvents, blockBaselineEvents, exposures);
        if (comparison.direction().upIsWorse()) {
            more.add(blockEvents, blockBaselineEvents, exposures);
            below.add(blockEvents, blockBaselineEvents, exposures);
        }
        if (comparison.direction().downIsWorse()) {
            less.add(blockEvents, blockBaselineEvents, exposures);
            above.add(blockEvents, blockBaselineEvents, exposures);
        }
        blockEvents = 0;
        blockExposure = 0;
        blockBaselineEvents = 0;
        blockBaselineExposure = 0;
        return true;
    }

    @Override
    public boolean worse() {
        return increased() || (comparison.direction().downIsWorse() && less.reaches(failing));
    }

    @Override
    public boolean increased() {
        return comparison.direction().upIsWorse() && more.reaches(failing);
    }

    @Override
    public boolean harmless() {
        return (!comparison.direction().upIsWorse() || notAbove())
                && (!comparison.direction().downIsWorse() || above.reaches(passing));
    }

    /** Either below the margin or below what is negligible; both share the capital. */
    private boolean notAbove() {
        if (comparison.negligible() == 0) {
            return below.reaches(passing);
        }
        return Strategies.logMean(new double[] {below.logEvidence(), ceiling.logEvidence()}) >= passing;
    }

    @Override
    public double estimate() {
        return candidateEvents / candidateExposure / (baselineEvents / baselineExposure);
    }

    @Override
    public Interval interval() {
        if (candidateEvents + baselineEvents == 0) {
            return new Interval(0, Double.POSITIVE_INFINITY);
        }
        double middle = Math.max(-BOUND_OF_LOG, Math.min(BOUND_OF_LOG, Math.log(estimate())));
        double low = candidateEvents == 0 ? 0 : Math.exp(bound(-BOUND_OF_LOG, middle, Side.ABOVE));
        double high =
                baselineEvents == 0 ? Double.POSITIVE_INFINITY : Math.exp(bound(BOUND_OF_LOG, middle, Side.BELOW));
        if (worse()) {
            // What is decided stands: where blocks were added up, the bound could be a little wider.
            low = increased() ? Math.max(low, 1) : low;
            high = increased() ? high : Math.min(high, 1);
        }
        return new Interval(low, Math.max(low, high));
    }

    /** Between a bound that is rejected, if any is, and one in the middle that is not. */
    private double bound(double rejected, double kept, Side side) {
        double outside = rejected;
        double inside = kept;
        if (blocks.logEvidence(outside, side, distances) < failing) {
            return side == Side.ABOVE ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        while (Math.abs(outside - inside) > RESOLUTION) {
            double between = (outside + inside) / 2;
            if (blocks.logEvidence(between, side, distances) >= failing) {
                outside = between;
            } else {
                inside = between;
            }
        }
        return outside;
    }

    @Override
    public double logEvidence() {
        return switch (comparison.direction()) {
            case INCREASE -> more.logEvidence();
            case DECREASE -> less.logEvidence();
            case EITHER -> Strategies.logMean(new double[] {more.logEvidence(), less.logEvidence()});
        };
    }

    @Override
    public double growth() {
        double harm =
                switch (comparison.direction()) {
                    case INCREASE -> Math.max(more.best(), below.best());
                    case DECREASE -> Math.max(less.best(), above.best());
                    case EITHER -> Math.max(Math.max(more.best(), less.best()), Math.min(below.best(), above.best()));
                };
        return samples == 0 ? 0 : harm / samples;
    }

    /** Of both streams. */
    boolean hasTraffic() {
        return candidateExposure > 0;
    }

    double events() {
        return candidateEvents;
    }

    double baselineEvents() {
        return baselineEvents;
    }
}
