package io.jenkins.plugins.rollout.judge;

/**
 * One-sided evidence about the ratio of two rates: against «the candidate's rate is at most {@code exp(bound)} times
 * the baseline's», or against «at least».
 *
 * <p>Per block of samples, with {@code x} events of the candidate and {@code y} of the baseline, {@code r} the
 * candidate's exposure over the baseline's, {@code p(b) = r exp(b) / (1 + r exp(b))}, the evidence for an alternative
 * {@code b} grows by
 *
 * <pre>(p(b) / p(bound))^x ((1 - p(b)) / (1 - p(bound)))^y</pre>
 *
 * the likelihood ratio of the candidate's share of the events. Its expectation is at most 1 under the hypothesis, for
 * Poisson and for Bernoulli events, whatever the common rate does; docs/judging.md has the proof. Alternatives are
 * mixed (Robbins 1970; Lindon and Malek 2022), and one more has a weight of its own: that the other stream never has
 * any.
 */
final class RatioTest {
    /** Whether the evidence is for a ratio above the bound, or below it. */
    enum Side {
        ABOVE,
        BELOW
    }

    /**
     * With a quarter of the capital, six errors suffice where the baseline has none (five would be the least
     * possible).
     */
    private static final double WEIGHT_OF_NEVER = 0.25;

    private final Side side;
    private final double ratio;
    private final double[] alternatives;
    private final double[] factors;
    private final double[] capital;
    private final double[] unit;
    private double unitOfNever;
    private double unitRatio = Double.NaN;
    private double never;

    RatioTest(double bound, Side side, double[] distances) {
        this.side = side;
        this.ratio = Math.exp(bound);
        this.alternatives = new double[distances.length];
        this.factors = new double[distances.length];
        this.capital = new double[distances.length];
        this.unit = new double[distances.length];
        for (int i = 0; i < distances.length; i++) {
            alternatives[i] = side == Side.ABOVE ? distances[i] : -distances[i];
            factors[i] = Math.exp(alternatives[i]);
        }
    }

    void add(double candidate, double baseline, double exposures) {
        double events = candidate + baseline;
        if (events == 0) {
            return;
        }
        if (exposures != unitRatio) {
            look(exposures);
        }
        for (int i = 0; i < capital.length; i++) {
            capital[i] += candidate * alternatives[i] + events * unit[i];
        }
        double excluded = side == Side.ABOVE ? baseline : candidate;
        never = excluded > 0 ? Double.NEGATIVE_INFINITY : never + events * unitOfNever;
    }

    /** {@code log(1 + x)} is many times as quick as {@code log1p(x)}; what it rounds is less than 1e-15 for each event. */
    private void look(double exposures) {
        double odds = ratio * exposures;
        double none = Math.log(1 + odds);
        for (int i = 0; i < unit.length; i++) {
            unit[i] = none - Math.log(1 + odds * factors[i]);
        }
        unitOfNever = side == Side.ABOVE ? Math.log(1 + 1 / odds) : none;
        unitRatio = exposures;
    }

    /** The logarithm of the evidence; at most {@code log(1/alpha)}, ever, with a probability of 1 - alpha or more. */
    double logEvidence() {
        return Strategies.logMix(WEIGHT_OF_NEVER, never, Strategies.logMean(capital));
    }

    /** As {@code logEvidence() >= threshold}, and quick where the best alternative is below it. */
    boolean reaches(double threshold) {
        double best = best();
        return best >= threshold && logEvidence() >= threshold;
    }

    /** The logarithm of the evidence for the best alternative alone. */
    double best() {
        double best = never;
        for (double one : capital) {
            best = Math.max(best, one);
        }
        return best;
    }
}
