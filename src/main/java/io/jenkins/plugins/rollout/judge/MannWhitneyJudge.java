package io.jenkins.plugins.rollout.judge;

import io.jenkins.plugins.rollout.judge.RankComparison.Missing;
import java.util.Arrays;

/**
 * Compares all samples of a fixed window at once, as Kayenta's judge does: the candidate is high if the interval of
 * the shift lies above a share of the estimated shift, and the means' ratio reaches the allowed increase; low
 * likewise. One look only: looked at again and again, it raises far more false alarms than its level says.
 *
 * <p>Some things differ from Kayenta on purpose, and docs/judging.md says why: what the baseline never had fails;
 * samples that are too few to ever show a difference are no data, even if they are the same; small samples without ties
 * get an exact interval; and means that are not positive have no ratio.
 */
public final class MannWhitneyJudge {
    private final RankComparison comparison;

    public MannWhitneyJudge(RankComparison comparison) {
        this.comparison = comparison;
    }

    /**
     * A metric's class, and what it rests on.
     *
     * @param shift the candidate less the baseline, in the metric's unit; not a number without data
     */
    public record Result(MetricClassification classification, double shift, Interval interval, String reason) {
        static Result without(MetricClassification classification, String reason) {
            return new Result(classification, Double.NaN, Interval.UNBOUNDED, reason);
        }
    }

    /**
     * Classifies a metric.
     *
     * @throws IllegalArgumentException if a value is infinite
     */
    public Result classify(double[] baselineSamples, double[] candidateSamples) {
        Result result = compareAll(baselineSamples, candidateSamples);
        boolean isSilent = Arrays.stream(candidateSamples).allMatch(Double::isNaN);
        // Zero may stand for a gap, and not for all there is: silence is not health.
        return isSilent && result.classification() == MetricClassification.PASS
                ? Result.without(MetricClassification.NODATA, "no verdict: the candidate has no samples")
                : result;
    }

    private Result compareAll(double[] baselineSamples, double[] candidateSamples) {
        double[] baseline = without(baselineSamples);
        double[] candidate = without(candidateSamples);
        boolean candidateEvents = Arrays.stream(candidate).anyMatch(value -> value > 0);
        boolean baselineEvents = Arrays.stream(baseline).anyMatch(value -> value != 0);
        if (comparison.direction().upIsWorse() && candidateEvents && !baselineEvents) {
            return neverBefore(baseline, candidate);
        }
        if (baseline.length == 0 || candidate.length == 0) {
            return Result.without(MetricClassification.NODATA, "no verdict: " + whoLacks(baseline, candidate));
        }
        Arrays.sort(baseline);
        Arrays.sort(candidate);
        if (tooFew(baseline.length, candidate.length)) {
            return Result.without(
                    MetricClassification.NODATA,
                    "no verdict: no difference could be shown with " + candidate.length
                            + " samples of the candidate and " + baseline.length + " of the baseline; at least "
                            + needed() + " of each are needed");
        }
        if (Arrays.equals(baseline, candidate)) {
            return new Result(
                    MetricClassification.PASS,
                    0,
                    new Interval(0, 0),
                    "the candidate's samples are the same as the baseline's");
        }
        return compare(baseline, candidate);
    }

    private static String whoLacks(double[] baseline, double[] candidate) {
        return baseline.length > 0
                ? "the candidate has no samples"
                : candidate.length > 0 ? "the baseline has no samples" : "both have no samples";
    }

    private static Result neverBefore(double[] baseline, double[] candidate) {
        double[] zero = baseline.length == 0 ? new double[candidate.length] : baseline;
        MannWhitney test = new MannWhitney(candidate, zero);
        long with = Arrays.stream(candidate).filter(value -> value > 0).count();
        return new Result(
                MetricClassification.HIGH,
                test.estimate(),
                Interval.UNBOUNDED,
                "the baseline never had any, and the candidate had some in " + with + " of " + candidate.length
                        + " samples");
    }

    private double[] without(double[] samples) {
        return comparison.missing() == Missing.REMOVE
                ? Arrays.stream(samples).filter(value -> !Double.isNaN(value)).toArray()
                : Arrays.stream(samples)
                        .map(value -> Double.isNaN(value) ? 0 : value)
                        .toArray();
    }

    /** Whether even the most extreme order of samples would not reach the level. */
    private boolean tooFew(int baseline, int candidate) {
        double orders = 1;
        for (int i = 1; i <= baseline && orders < 1e9; i++) {
            orders *= (candidate + i) / (double) i;
        }
        return 2 / orders > 1 - comparison.confidence();
    }

    private int needed() {
        int samples = 1;
        while (tooFew(samples, samples)) {
            samples++;
        }
        return samples;
    }

    private Result compare(double[] baseline, double[] candidate) {
        MannWhitney test = new MannWhitney(candidate, baseline);
        double shift = test.estimate();
        Interval interval = test.interval(comparison.confidence());
        double bound = comparison.tolerance() * Math.abs(shift);
        double effect = mean(candidate) / mean(baseline);
        // A ratio of means that are not positive says nothing of more or less; then the shift decides.
        boolean noEffect = !(mean(baseline) > 0 && mean(candidate) >= 0);
        boolean high = comparison.direction().upIsWorse()
                && interval.low() > bound
                && (noEffect || effect >= comparison.allowedIncrease());
        boolean low = comparison.direction().downIsWorse()
                && interval.high() < -bound
                && (noEffect || effect <= comparison.allowedDecrease());
        MetricClassification classification =
                high ? MetricClassification.HIGH : low ? MetricClassification.LOW : MetricClassification.PASS;
        String what = "the candidate is shifted by " + Findings.number(shift) + " against the baseline ("
                + Findings.number(100 * comparison.confidence()) + " % interval from "
                + Findings.number(interval.low()) + " to " + Findings.number(interval.high()) + ")";
        String verdict =
                switch (classification) {
                    case HIGH -> ", which is too high";
                    case LOW -> ", which is too low";
                    default -> ", which is no difference that counts";
                };
        return new Result(classification, shift, interval, what + verdict);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** The same as a judgement; it rests on all samples of the candidate. */
    public Judgement judge(double[] baseline, double[] candidate) {
        Result result = classify(baseline, candidate);
        Conclusion conclusion =
                switch (result.classification()) {
                    case PASS -> Conclusion.PASS;
                    case HIGH, LOW -> Conclusion.FAIL;
                    case NODATA -> Conclusion.INCONCLUSIVE;
                };
        return new Judgement(
                conclusion,
                conclusion == Conclusion.INCONCLUSIVE ? 0 : candidate.length,
                result.shift(),
                result.interval(),
                result.reason());
    }
}
