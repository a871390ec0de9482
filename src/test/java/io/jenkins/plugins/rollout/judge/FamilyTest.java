package io.jenkins.plugins.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.Test;

/** Many comparisons raise no more false alarms together than one alone. */
public class FamilyTest {
    private static final double THRESHOLD = Math.log(20);

    @Test
    public void adjustedIsTheLeastAverageOverAllSubsets() {
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < 100; run++) {
            double[] logs = random.doubles(1 + run % 7, -5, 8).toArray();
            double[] adjusted = Family.adjusted(logs);
            for (int i = 0; i < logs.length; i++) {
                assertThat(adjusted[i]).isCloseTo(byAllSubsets(logs, i), within(1e-9));
            }
        }
    }

    private static double byAllSubsets(double[] logs, int member) {
        double least = Double.POSITIVE_INFINITY;
        for (int subset = 0; subset < 1 << logs.length; subset++) {
            if ((subset >> member & 1) == 1) {
                double sum = 0;
                for (int i = 0; i < logs.length; i++) {
                    sum += (subset >> i & 1) * Math.exp(logs[i]);
                }
                least = Math.min(least, sum / Integer.bitCount(subset));
            }
        }
        return Math.log(least);
    }

    @Test
    public void aFleetWithoutHarmIsLeftInPeace() {
        int instances = 20;
        int alarms = 0;
        for (int run = 0; run < 100; run++) {
            alarms += alarmsOf(new SplittableRandom(run), instances, -1) > 0 ? 1 : 0;
        }

        assertThat(alarms).isLessThanOrEqualTo(5);
    }

    @Test
    public void theOneBadCustomerIsFound() {
        assertThat(alarmsOf(new SplittableRandom(7), 20, 3)).isEqualTo(1);
    }

    /** How many are found worse by any time; the bad one has three times the errors. */
    private static long alarmsOf(SplittableRandom random, int instances, int bad) {
        SequentialJudge[] judges = new SequentialJudge[instances];
        boolean[] found = new boolean[instances];
        // Their own verdicts would stop them: only the evidence is asked for.
        Comparison comparison = Comparison.of(DataKind.COUNTS).withMargin(0.01).withAlpha(1e-9);
        for (int i = 0; i < instances; i++) {
            judges[i] = new SequentialJudge(comparison);
        }
        double[] evidence = new double[instances];
        for (int sample = 0; sample < 200; sample++) {
            for (int i = 0; i < instances; i++) {
                judges[i].candidate(Noise.poisson(random, i == bad ? 9 : 3));
                judges[i].baseline(Noise.poisson(random, 3));
                evidence[i] = judges[i].logEvidence();
            }
            double[] adjusted = Family.adjusted(evidence);
            for (int i = 0; i < instances; i++) {
                found[i] |= adjusted[i] >= THRESHOLD;
            }
        }
        long alarms = 0;
        for (int i = 0; i < instances; i++) {
            alarms += found[i] ? 1 : 0;
        }
        return alarms;
    }

    @Test
    public void aWaveAsAWholeIsTheAverage() {
        assertThat(Family.atLeastOne(new double[] {Math.log(3), Math.log(5)})).isCloseTo(Math.log(4), within(1e-12));
        assertThat(Family.share(0.05, 50)).isEqualTo(0.001);
    }
}
