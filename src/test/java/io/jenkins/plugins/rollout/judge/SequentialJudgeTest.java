package io.jenkins.plugins.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.Test;

/** What one sees of a sequential judge: verdicts, bounds and sentences. */
public class SequentialJudgeTest {
    private static SequentialJudge judge(DataKind kind, Direction direction) {
        return new SequentialJudge(Comparison.of(kind).withDirection(direction));
    }

    @Test
    public void errorsThatTheBaselineNeverHadFailAtOnce() {
        SequentialJudge judge = judge(DataKind.COUNTS, Direction.INCREASE);
        for (int i = 0; i < 100; i++) {
            judge.baseline(0);
            judge.candidate(1);
        }

        Judgement judgement = judge.judgement();
        assertThat(judgement.verdict()).isEqualTo(Conclusion.FAIL);
        assertThat(judgement.decidedAt()).isEqualTo(6);
        assertThat(judgement.estimated()).isEmpty();
        assertThat(judgement.interval().low()).isGreaterThan(1);
        assertThat(judgement.interval().highest()).isEmpty();
    }

    /** Found worse together with others, before it would have been by itself: no doubt is told of what has failed. */
    @Test
    public void harmThatIsFoundTogetherWithOthersHasItsReason() {
        SequentialJudge more = judge(DataKind.COUNTS, Direction.INCREASE);
        SequentialJudge less = judge(DataKind.COUNTS, Direction.DECREASE);
        SequentialJudge other = judge(DataKind.COUNTS, Direction.EITHER);
        SequentialJudge never = judge(DataKind.COUNTS, Direction.INCREASE);
        feed(more, 2, 6);
        feed(less, 6, 2);
        feed(other, 6, 2);
        feed(never, 0, 4);

        assertThat(List.of(more, less, other, never)).noneMatch(SequentialJudge::isDecided);
        assertThat(more.reasonOfHarm()).startsWith("the candidate's rate is 3 times the baseline's");
        assertThat(less.reasonOfHarm()).startsWith("the candidate's rate is 0.33 times the baseline's");
        assertThat(other.reasonOfHarm()).startsWith("the candidate's rate is 0.33 times the baseline's");
        assertThat(never.reasonOfHarm()).startsWith("the baseline never had any, and the candidate had 4");
    }

    private static void feed(SequentialJudge judge, double baseline, double candidate) {
        judge.baseline(baseline);
        judge.candidate(candidate);
    }

    @Test
    public void whatIsDecidedStays() {
        SequentialJudge judge = judge(DataKind.COUNTS, Direction.INCREASE);
        judge.baseline(0);
        judge.candidate(50);
        Judgement before = judge.judgement();
        judge.baseline(1000);
        judge.candidate(0);

        assertThat(judge.judgement()).isEqualTo(before);
        assertThat(before.verdict()).isEqualTo(Conclusion.FAIL);
    }

    @Test
    public void ratesAreOfTheirExposure() {
        SequentialJudge judge = judge(DataKind.COUNTS, Direction.EITHER);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000 && !judge.isDecided(); i++) {
            // A canary with a tenth of the traffic, more or less, and the same rate.
            double requests = 50 + random.nextInt(100);
            judge.candidate(Noise.poisson(random, requests * 0.02), requests);
            judge.baseline(Noise.poisson(random, 1000 * 0.02), 1000);
        }

        Judgement judgement = judge.judgement();
        assertThat(judgement.verdict()).isEqualTo(Conclusion.PASS);
        assertThat(judgement.estimate()).isCloseTo(1, within(0.15));
        assertThat(judgement.interval().low()).isBetween(1 / 1.25, 1.0);
        assertThat(judgement.interval().high()).isBetween(1.0, 1.25);
    }

    @Test
    public void withoutTrafficNothingIsSaid() {
        SequentialJudge judge = judge(DataKind.COUNTS, Direction.INCREASE);
        for (int i = 0; i < 100; i++) {
            judge.candidate(0, 0);
            judge.baseline(1, 100);
        }

        assertThat(judge.judgement().verdict()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(judge.judgement().reason()).contains("no traffic");
    }

    @Test
    public void aDropIsHarmWhereLessIsWorse() {
        for (DataKind kind : new DataKind[] {DataKind.COUNTS, DataKind.VALUES}) {
            SequentialJudge judge = judge(kind, Direction.DECREASE);
            SplittableRandom random = new SplittableRandom(2);
            for (int i = 0; i < 500; i++) {
                judge.baseline(Noise.poisson(random, 20));
                judge.candidate(Noise.poisson(random, 10));
            }

            assertThat(judge.judgement().verdict()).as(kind.word()).isEqualTo(Conclusion.FAIL);
            assertThat(judge.judgement().interval().high()).as(kind.word()).isLessThanOrEqualTo(1);
            assertThat(judge.judgement().reason()).contains(" times the baseline's");
        }
    }

    @Test
    public void boundsHoldTheTruthAndShrink() {
        SplittableRandom random = new SplittableRandom(3);
        SequentialJudge judge =
                new SequentialJudge(Comparison.of(DataKind.VALUES).withMargin(1).withDirection(Direction.DECREASE));
        SequentialJudge few =
                new SequentialJudge(Comparison.of(DataKind.COUNTS).withMargin(1).withDirection(Direction.DECREASE));
        for (int i = 0; i < 5000; i++) {
            judge.baseline(Noise.LOG_NORMAL.next(random, 1));
            judge.candidate(Noise.LOG_NORMAL.next(random, 0.6));
            few.baseline(Noise.poisson(random, 3));
            few.candidate(Noise.poisson(random, 1.8));
        }

        for (SequentialJudge one : new SequentialJudge[] {judge, few}) {
            assertThat(one.judgement().interval().low()).isLessThanOrEqualTo(0.6);
            assertThat(one.judgement().interval().high()).isBetween(0.6, 1.0);
        }
    }

    @Test
    public void howManySamplesAreMissingIsForeseen() {
        SequentialJudge judge = judge(DataKind.VALUES, Direction.INCREASE);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 60; i++) {
            judge.baseline(Noise.LOG_NORMAL.next(random, 1));
            judge.candidate(Noise.LOG_NORMAL.next(random, 1));
        }

        assertThat(judge.judgement().reason()).matches("no verdict after 60 samples: .* about \\d+ more are needed");
    }

    @Test
    public void extremeValuesAreValues() {
        SequentialJudge judge = judge(DataKind.VALUES, Direction.EITHER);
        for (double value : new double[] {0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e-300, 1e300}) {
            judge.candidate(value);
            judge.baseline(value);
        }

        assertThat(judge.judgement().verdict()).isEqualTo(Conclusion.INCONCLUSIVE);
    }

    @Test
    public void theLargestCountsAreStillCounts() {
        SequentialJudge judge = judge(DataKind.COUNTS, Direction.INCREASE);
        judge.candidate(1e15, 1e-9);
        judge.baseline(1, 1e15);

        assertThat(judge.judgement().verdict()).isEqualTo(Conclusion.FAIL);
        assertThat(judge.judgement().interval().low()).isGreaterThan(1000);
    }

    @Test
    public void zeroHasNoSign() {
        SequentialJudge judge = judge(DataKind.VALUES, Direction.EITHER);
        for (int i = 0; i < 100; i++) {
            judge.candidate(-0.0);
            judge.baseline(0);
        }

        assertThat(judge.judgement().verdict()).isNotEqualTo(Conclusion.FAIL);
    }

    @Test
    public void whatIsNoSampleIsRefused() {
        SequentialJudge values = judge(DataKind.VALUES, Direction.INCREASE);
        SequentialJudge counts = judge(DataKind.COUNTS, Direction.INCREASE);

        assertThatThrownBy(() -> values.candidate(Double.NaN)).hasMessageContaining("finite");
        assertThatThrownBy(() -> values.baseline(Double.NEGATIVE_INFINITY)).hasMessageContaining("finite");
        assertThatThrownBy(() -> values.baseline(1, 2)).hasMessageContaining("only counts have an exposure");
        assertThatThrownBy(() -> counts.baseline(-1)).hasMessageContaining("at least 0");
        assertThatThrownBy(() -> counts.baseline(1, Double.NaN)).hasMessageContaining("exposure");
        assertThatThrownBy(() -> counts.baseline(1, 0)).hasMessageContaining("exposure of 0");
        assertThatThrownBy(() -> counts.baseline(1e300)).hasMessageContaining("at most 1.0E15");
        assertThatThrownBy(() -> counts.baseline(1, 1e-300)).hasMessageContaining("from 1.0E-9");
    }
}
