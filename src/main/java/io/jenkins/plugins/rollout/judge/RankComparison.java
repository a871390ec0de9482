package io.jenkins.plugins.rollout.judge;

import java.io.Serializable;

/**
 * What a Mann-Whitney judge is asked, with Kayenta's meanings and defaults.
 *
 * @param direction which way the metric gets worse
 * @param tolerance the interval of the shift must keep away from zero by this share of the estimated shift; at least 0
 * @param confidence the level of that interval; Kayenta's 0.98
 * @param missing what a missing sample (NaN) counts as
 * @param allowedIncrease the mean must have grown by this factor at least to be too high; 1 for any growth
 * @param allowedDecrease the mean must have fallen to this factor at least to be too low; 1 for any fall
 */
public record RankComparison(
        Direction direction,
        double tolerance,
        double confidence,
        Missing missing,
        double allowedIncrease,
        double allowedDecrease)
        implements Serializable {
    public static final double TOLERANCE = 0.25;
    public static final double CONFIDENCE = 0.98;

    /** What becomes of missing samples. */
    public enum Missing {
        /** They are left out; nothing at all is no data. For what is measured. */
        REMOVE,
        /** They are zero; nothing at all is zero as well. For what is counted. */
        REPLACE
    }

    public RankComparison {
        demand(
                tolerance >= 0 && tolerance <= 1000,
                "the margin must be at least 0 and at most 1000, and is " + tolerance);
        demand(
                confidence > 0.5 && confidence < 1,
                "the confidence must be more than 0.5 and less than 1, and is " + confidence);
        demand(
                allowedIncrease >= 1 && allowedIncrease < Double.POSITIVE_INFINITY,
                "the allowed increase is a factor of at least 1, and not " + allowedIncrease);
        demand(
                allowedDecrease > 0 && allowedDecrease <= 1,
                "the allowed decrease is a factor of at most 1, and not " + allowedDecrease);
    }

    private static void demand(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    public static RankComparison of(Direction direction) {
        return new RankComparison(direction, TOLERANCE, CONFIDENCE, Missing.REMOVE, 1, 1);
    }

    public RankComparison withTolerance(double other) {
        return new RankComparison(direction, other, confidence, missing, allowedIncrease, allowedDecrease);
    }

    public RankComparison withConfidence(double other) {
        return new RankComparison(direction, tolerance, other, missing, allowedIncrease, allowedDecrease);
    }

    public RankComparison withMissing(Missing other) {
        return new RankComparison(direction, tolerance, confidence, other, allowedIncrease, allowedDecrease);
    }

    public RankComparison withAllowed(double increase, double decrease) {
        return new RankComparison(direction, tolerance, confidence, missing, increase, decrease);
    }
}
