package io.jenkins.plugins.rollout.judge;

import java.io.Serializable;

/**
 * What a sequential judge is asked. All rates and margins are relative to the baseline.
 *
 * @param direction which way the metric gets worse
 * @param margin the harm that matters: 0.2 is worse by a factor of 1.2, either as the candidate over the baseline or,
 *     where less is worse, as the baseline over the candidate; more than 0
 * @param alpha how often, at most, a candidate that is not worse is failed, and how often one that is worse by the
 *     margin is passed; between 0 and 0.5
 * @param kind what the numbers are
 * @param quantile for values: the quantile that matters, such as 0.99, or 0 to compare the values as a whole
 * @param negligible for events: a rate of the candidate (events per unit of exposure) below which no increase
 *     matters; 0 if every one does
 * @param family how many comparisons share alpha as the probability that any of them is failed wrongly; 1 for a single
 *     one. What passes wrongly is not shared: many pass only if each does.
 */
public record Comparison(
        Direction direction, double margin, double alpha, DataKind kind, double quantile, double negligible, int family)
        implements Serializable {
    public static final double MARGIN = 0.2;
    public static final double ALPHA = 0.05;

    public Comparison {
        demand(margin > 0 && margin <= 1000, "the margin must be more than 0 and at most 1000, and is " + margin);
        demand(alpha > 0 && alpha < 0.5, "alpha must be more than 0 and less than 0.5, and is " + alpha);
        demand(quantile >= 0 && quantile < 1, "the quantile must be at least 0 and less than 1, and is " + quantile);
        demand(quantile == 0 || kind == DataKind.VALUES, "a quantile is for values, and these are " + kind.word());
        demand(
                negligible >= 0 && negligible < Double.POSITIVE_INFINITY,
                "the negligible rate must be at least 0 and finite, and is " + negligible);
        demand(
                negligible == 0 || (kind != DataKind.VALUES && direction == Direction.INCREASE),
                "a negligible rate is for events whose increase is worse");
        demand(family >= 1, "a family has at least one comparison, and not " + family);
    }

    private static void demand(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** An increase is worse, by 20 % or more it matters, and one in twenty may be wrong. */
    public static Comparison of(DataKind kind) {
        return new Comparison(Direction.INCREASE, MARGIN, ALPHA, kind, 0, 0, 1);
    }

    public Comparison withDirection(Direction other) {
        return new Comparison(other, margin, alpha, kind, quantile, negligible, family);
    }

    public Comparison withMargin(double other) {
        return new Comparison(direction, other, alpha, kind, quantile, negligible, family);
    }

    public Comparison withAlpha(double other) {
        return new Comparison(direction, margin, other, kind, quantile, negligible, family);
    }

    public Comparison withQuantile(double other) {
        return new Comparison(direction, margin, alpha, kind, other, negligible, family);
    }

    public Comparison withNegligible(double other) {
        return new Comparison(direction, margin, alpha, kind, quantile, other, family);
    }

    public Comparison inFamilyOf(int comparisons) {
        return new Comparison(direction, margin, alpha, kind, quantile, negligible, comparisons);
    }

    /** The level at which one way of being worse is found: two ways share alpha, and so do the comparisons of a family. */
    double alphaOfHarm() {
        double share = Family.share(alpha, family);
        return direction == Direction.EITHER ? share / 2 : share;
    }
}
