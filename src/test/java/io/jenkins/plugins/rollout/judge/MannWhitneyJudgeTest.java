package io.jenkins.plugins.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.judge.RankComparison.Missing;
import java.util.SplittableRandom;
import org.junit.Test;

/** A metric is classified as Kayenta's users expect, apart from what is better on purpose. */
public class MannWhitneyJudgeTest {
    private static final RankComparison INCREASE = RankComparison.of(Direction.INCREASE);

    private static double[] normal(long seed, double mean) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(60)
                .map(unused -> mean + 10 * random.nextGaussian())
                .toArray();
    }

    private static MannWhitneyJudge.Result classify(RankComparison comparison, double[] baseline, double[] candidate) {
        return new MannWhitneyJudge(comparison).classify(baseline, candidate);
    }

    @Test
    public void aShiftInTheWrongDirectionIsWorse() {
        double[] usual = normal(1, 100);
        double[] higher = normal(2, 130);

        assertThat(classify(INCREASE, usual, higher).classification()).isEqualTo(MetricClassification.HIGH);
        assertThat(classify(INCREASE, higher, usual).classification()).isEqualTo(MetricClassification.PASS);
        assertThat(classify(RankComparison.of(Direction.DECREASE), higher, usual)
                        .classification())
                .isEqualTo(MetricClassification.LOW);
        assertThat(classify(RankComparison.of(Direction.EITHER), higher, usual).classification())
                .isEqualTo(MetricClassification.LOW);
        assertThat(classify(INCREASE, usual, higher).reason()).contains("is shifted by 3", "too high");
    }

    @Test
    public void anIntervalNearZeroIsTolerated() {
        double[] usual = normal(1, 100);
        double[] higher = normal(2, 107);

        assertThat(classify(INCREASE.withTolerance(0), usual, higher).classification())
                .isEqualTo(MetricClassification.HIGH);
        assertThat(classify(INCREASE.withTolerance(0.9), usual, higher).classification())
                .isEqualTo(MetricClassification.PASS);
    }

    @Test
    public void aSmallEffectIsAllowed() {
        assertThat(classify(INCREASE.withAllowed(1.5, 1), normal(1, 100), normal(2, 130))
                        .classification())
                .isEqualTo(MetricClassification.PASS);
    }

    @Test
    public void errorsThatTheBaselineNeverHadFail() {
        double[] none = new double[60];
        double[] some = new double[60];
        some[17] = 2;

        assertThat(classify(INCREASE, none, some).classification()).isEqualTo(MetricClassification.HIGH);
        assertThat(classify(INCREASE, new double[0], some).classification()).isEqualTo(MetricClassification.HIGH);
        assertThat(classify(INCREASE.withMissing(Missing.REPLACE), new double[0], some)
                        .classification())
                .isEqualTo(MetricClassification.HIGH);
        assertThat(classify(INCREASE, none, none).classification()).isEqualTo(MetricClassification.PASS);
        assertThat(classify(INCREASE, some, none).classification()).isEqualTo(MetricClassification.PASS);
        assertThat(classify(INCREASE, none, some).reason())
                .isEqualTo("the baseline never had any, and the candidate had some in 1 of 60 samples");
    }

    @Test
    public void missingSamplesAreLeftOutOrZero() {
        double[] gaps = normal(1, 100);
        java.util.Arrays.fill(gaps, 0, 55, Double.NaN);
        double[] none = {Double.NaN};

        assertThat(classify(INCREASE, gaps, normal(2, 100)).classification()).isEqualTo(MetricClassification.PASS);
        assertThat(classify(INCREASE.withMissing(Missing.REPLACE), gaps, normal(2, 100))
                        .classification())
                .isEqualTo(MetricClassification.HIGH);
        assertThat(classify(INCREASE, normal(1, 100), none).classification()).isEqualTo(MetricClassification.NODATA);
    }

    /** Zero may stand for a gap, and not for all there is. */
    @Test
    public void silenceIsNoHealthWhateverStandsForIt() {
        double[] silence = new double[60];
        java.util.Arrays.fill(silence, Double.NaN);

        for (double[] nothing : new double[][] {new double[0], silence}) {
            assertThat(classify(INCREASE.withMissing(Missing.REPLACE), nothing, nothing)
                            .classification())
                    .isEqualTo(MetricClassification.NODATA);
            assertThat(classify(INCREASE.withMissing(Missing.REPLACE), normal(1, 60), nothing)
                            .classification())
                    .isEqualTo(MetricClassification.NODATA);
        }
    }

    @Test
    public void tooFewSamplesAreNoData() {
        MannWhitneyJudge.Result result = classify(INCREASE, new double[] {1, 2, 3}, new double[] {7, 8, 9});

        assertThat(result.classification()).isEqualTo(MetricClassification.NODATA);
        assertThat(result.reason()).contains("at least 5 of each are needed");
        assertThat(classify(INCREASE, new double[] {1}, new double[] {1}).classification())
                .as("the same, and yet nothing is known")
                .isEqualTo(MetricClassification.NODATA);
    }

    @Test
    public void belowZeroMoreIsStillMore() {
        assertThat(classify(INCREASE, normal(1, -100), normal(2, -50)).classification())
                .isEqualTo(MetricClassification.HIGH);
        assertThat(classify(INCREASE, normal(1, -100), normal(2, 100)).classification())
                .isEqualTo(MetricClassification.HIGH);
        assertThat(classify(RankComparison.of(Direction.DECREASE), normal(1, -50), normal(2, -100))
                        .classification())
                .isEqualTo(MetricClassification.LOW);
    }

    @Test
    public void equalValuesAreNoDifference() {
        double[] five = {5, 5, 5, 5, 5, 5};
        double[] six = {6, 6, 6, 6, 6, 6};

        assertThat(classify(INCREASE, five, new double[] {5, 5, 5, 5, 5, 5, 5}).classification())
                .isEqualTo(MetricClassification.PASS);
        assertThat(classify(INCREASE, five, six).classification()).isEqualTo(MetricClassification.HIGH);
    }
}
