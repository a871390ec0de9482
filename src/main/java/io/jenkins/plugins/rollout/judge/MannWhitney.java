package io.jenkins.plugins.rollout.judge;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * The two-sample rank test of Mann and Whitney (1947), also called Wilcoxon's, with the shift between the samples as
 * Hodges and Lehmann (1963) estimate it: the median of all differences {@code x - y}, and its confidence interval,
 * the shifts that the test does not reject.
 *
 * <p>Small samples without ties are treated exactly; others with the normal approximation, corrected for continuity
 * and ties. That is what R's {@code wilcox.test} does; Kayenta always approximates.
 */
public final class MannWhitney {
    /** As R: with fewer values in both, and no ties, the distribution of the statistic is computed. */
    private static final int EXACT_BELOW = 50;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    /** Of the range of all differences; more digits than the data have. */
    private static final double RESOLUTION = 1e-14;

    private final double[] x;
    private final double[] y;
    private final boolean exact;

    /**
     * Compares {@code x} with {@code y}.
     *
     * @throws IllegalArgumentException if one is empty or has a value that is not finite
     */
    public MannWhitney(double[] x, double[] y) {
        demandFinite(x);
        demandFinite(y);
        this.x = x.clone();
        this.y = y.clone();
        Arrays.sort(this.x);
        Arrays.sort(this.y);
        double[] all = Arrays.copyOf(this.x, x.length + y.length);
        System.arraycopy(this.y, 0, all, x.length, y.length);
        Arrays.sort(all);
        this.exact = x.length < EXACT_BELOW && y.length < EXACT_BELOW && ties(all) == 0;
    }

    private static void demandFinite(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a rank test needs at least one value of each sample");
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a value must be a finite number, and is " + value);
            }
        }
    }

    /** The sum of t^3 - t over groups of t equal values; the values are sorted. */
    private static double ties(double[] sorted) {
        double sum = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                double group = (double) i - from;
                sum += group * group * group - group;
                from = i;
            }
        }
        return sum;
    }

    /** In how many pairs {@code x} is greater than {@code y}; equal ones count half. R calls it W. */
    public double statistic() {
        return pairsAbove(0);
    }

    /** The two-sided p-value of «no shift». */
    public double pValue() {
        return pValue(AlternativeHypothesis.TWO_SIDED);
    }

    /** The one-sided p-value of «no shift», small where {@code x} is greater. */
    public double pValueGreater() {
        return pValue(AlternativeHypothesis.GREATER_THAN);
    }

    private double pValue(AlternativeHypothesis alternative) {
        return MannWhitneyUTest.withDefaults()
                .with(alternative)
                .with(exact ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC)
                .test(x, y)
                .getPValue();
    }

    /** The median of all differences. */
    public double estimate() {
        double middle = x.length * (double) y.length / 2;
        return (crossing(shift -> pairsAbove(shift) - middle, true)
                        + crossing(shift -> pairsAbove(shift) - middle, false))
                / 2;
    }

    /** The interval of the shift at a level of confidence such as 0.95, two-sided. */
    public Interval interval(double confidence) {
        double tail = (1 - confidence) / 2;
        return exact ? exactInterval(tail) : asymptoticInterval(tail);
    }

    /** Bounds are differences themselves: as many are outside on each side as the statistic's distribution allows. */
    private Interval exactInterval(double tail) {
        double[] differences = new double[x.length * y.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                differences[i * y.length + j] = x[i] - y[j];
            }
        }
        Arrays.sort(differences);
        int outside = Math.max(1, RankSumDistribution.of(x.length, y.length).quantile(tail));
        return new Interval(differences[outside - 1], differences[differences.length - outside]);
    }

    private Interval asymptoticInterval(double tail) {
        double n = x.length;
        double m = y.length;
        double tied = ties(x) + ties(y);
        double variance = n * m / 12 * (n + m + 1 - tied / ((n + m) * (n + m - 1)));
        double deviation = Math.sqrt(Math.max(0, variance));
        double z = -NORMAL.inverseCumulativeProbability(tail);
        double low = crossing(shift -> corrected(shift) - z * deviation, true);
        double high = crossing(shift -> corrected(shift) + z * deviation, false);
        return new Interval(Math.min(low, high), Math.max(low, high));
    }

    private double corrected(double shift) {
        double distance = pairsAbove(shift) - x.length * (double) y.length / 2;
        return distance - Math.signum(distance) * 0.5;
    }

    /**
     * Where a function that falls with the shift goes through zero: its last positive place, or its first negative
     * one.
     */
    private double crossing(DoubleUnaryOperator falling, boolean lastPositive) {
        double low = x[0] - y[y.length - 1];
        double high = x[x.length - 1] - y[0];
        double nothing = RESOLUTION * (high - low);
        while (high - low > nothing) {
            double between = low / 2 + high / 2;
            if (between <= low || between >= high) {
                break;
            }
            double value = falling.applyAsDouble(between);
            if (lastPositive ? value > 0 : value >= 0) {
                low = between;
            } else {
                high = between;
            }
        }
        return nearestDifference(lastPositive ? low : high);
    }

    /** The function steps at differences only, so what was found is one but for rounding. */
    private double nearestDifference(double shift) {
        double nearest = x[0] - y[0];
        for (double value : x) {
            int place = Arrays.binarySearch(y, value - shift);
            int after = place >= 0 ? place : -place - 1;
            for (int i = Math.max(0, after - 1); i <= Math.min(y.length - 1, after); i++) {
                double difference = value - y[i];
                nearest = Math.abs(difference - shift) < Math.abs(nearest - shift) ? difference : nearest;
            }
        }
        return nearest;
    }

    /** Pairs with {@code x - y} above a shift, and half of those at it; a walk along both. */
    private double pairsAbove(double shift) {
        long below = 0;
        int less = 0;
        int atMost = 0;
        for (double value : x) {
            while (less < y.length && value - y[less] > shift) {
                less++;
            }
            atMost = Math.max(atMost, less);
            while (atMost < y.length && value - y[atMost] >= shift) {
                atMost++;
            }
            below += less + (long) atMost;
        }
        return below / 2.0;
    }
}
