package io.jenkins.plugins.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.Test;

/** The rank test agrees with what others have published, and with counting. */
public class MannWhitneyTest {
    /**
     * Permeability of the placental membrane at term and at 12 to 26 weeks: Hollander and Wolfe (1973), p. 69; R's
     * example.
     */
    private static final double[] AT_TERM = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};

    private static final double[] EARLIER = {1.15, 0.88, 0.90, 0.74, 1.21};

    /** Ozone in New York in May and August 1973, R's data set airquality, without the missing days; with ties. */
    private static final double[] MAY = {
        41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37
    };

    private static final double[] AUGUST = {
        39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85
    };

    @Test
    public void permeabilityIsAsPublished() {
        MannWhitney test = new MannWhitney(AT_TERM, EARLIER);

        assertThat(test.statistic()).isEqualTo(35);
        assertThat(test.pValueGreater()).isCloseTo(0.1272, within(5e-5));
        assertThat(test.pValue()).isCloseTo(0.2544, within(5e-5));
        assertThat(test.estimate()).isCloseTo(0.305, within(1e-12));
        assertThat(test.interval(0.95).low()).isCloseTo(-0.15, within(1e-12));
        assertThat(test.interval(0.95).high()).isCloseTo(0.76, within(1e-12));
    }

    @Test
    public void ozoneIsAsInTheExamplesOfR() {
        MannWhitney test = new MannWhitney(MAY, AUGUST);

        assertThat(test.statistic()).isEqualTo(127.5);
        assertThat(test.pValue()).isCloseTo(0.0001208, within(5e-8));
        // R's root finder stops within 1e-4: -31.99996, and from -52.99996 to -14.99998.
        assertThat(test.estimate()).isEqualTo(-32);
        assertThat(test.interval(0.95).low()).isEqualTo(-53);
        assertThat(test.interval(0.95).high()).isEqualTo(-15);
    }

    @Test
    public void distributionIsThatOfAllOrders() {
        // Critical values of the table of Mann and Whitney: at most this U in 2.5 % of the orders.
        int[][] table = {{4, 4, 0}, {5, 5, 2}, {6, 6, 5}, {8, 8, 13}, {10, 10, 23}, {5, 10, 8}, {20, 20, 127}};
        for (int[] row : table) {
            int quantile = RankSumDistribution.of(row[0], row[1]).quantile(0.025);

            assertThat(quantile - 1).as(Arrays.toString(row)).isEqualTo(row[2]);
        }
        assertThat(RankSumDistribution.of(49, 49).quantile(0.5)).isBetween(1199, 1201);
    }

    @Test
    public void estimateIsTheMedianOfAllDifferences() {
        SplittableRandom random = new SplittableRandom(3);
        for (int run = 0; run < 50; run++) {
            double[] x = random.doubles(5 + run * 2L, -10, 10).map(Math::rint).toArray();
            double[] y = random.doubles(4 + run, -10, 10).toArray();
            double[] differences = Arrays.stream(x)
                    .flatMap(one -> Arrays.stream(y).map(other -> one - other))
                    .sorted()
                    .toArray();
            int size = differences.length;
            double median = (differences[(size - 1) / 2] + differences[size / 2]) / 2;

            assertThat(new MannWhitney(x, y).estimate()).isCloseTo(median, within(1e-12));
        }
    }

    @Test
    public void manyValuesTakeNoSquareOfMemory() {
        SplittableRandom random = new SplittableRandom(4);
        double[] x = random.doubles(100_000).map(value -> value + 0.01).toArray();
        double[] y = random.doubles(100_000).toArray();

        Interval interval = new MannWhitney(x, y).interval(0.98);

        assertThat(interval.low()).isBetween(0.004, 0.01);
        assertThat(interval.high()).isBetween(0.01, 0.016);
    }

    @Test
    public void valuesMustBeNumbers() {
        assertThatThrownBy(() -> new MannWhitney(new double[] {1}, new double[0]))
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> new MannWhitney(new double[] {1}, new double[] {Double.NaN}))
                .hasMessageContaining("finite");
    }
}
