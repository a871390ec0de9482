package io.jenkins.plugins.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.judge.Trials.Outcome;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongFunction;
import org.junit.Test;

/** A difference that is there is found, and soon; a release that is not worse passes. */
public class PowerTest {
    private static final int RUNS = 100;

    private static Outcome outcome(Noise noise, double effect, int samples) {
        return Trials.run(Comparison.of(noise.kind()), noise, effect, RUNS, samples);
    }

    @Test
    public void fiveTimesIsSeenAtOnce() {
        for (Noise noise : Noise.values()) {
            Outcome outcome = outcome(noise, 5, 1000);

            assertThat(outcome.failed()).as(noise.toString()).isGreaterThanOrEqualTo(99);
            assertThat(outcome.samplesToFail()).as(noise.toString()).isLessThan(30);
        }
    }

    @Test
    public void halfAsMuchAgainIsSeen() {
        for (Noise noise : Noise.values()) {
            Outcome outcome = outcome(noise, 1.5, 2000);

            assertThat(outcome.failed()).as(noise.toString()).isGreaterThanOrEqualTo(95);
            assertThat(outcome.samplesToFail()).as(noise.toString()).isLessThan(1000);
        }
    }

    @Test
    public void theMarginIsExcluded() {
        for (Noise noise : new Noise[] {Noise.POISSON, Noise.LOG_NORMAL, Noise.PARETO, Noise.TIED}) {
            Outcome outcome = outcome(noise, 1, 2000);

            assertThat(outcome.passed()).as(noise.toString()).isGreaterThanOrEqualTo(90);
            assertThat(outcome.samplesToPass()).as(noise.toString()).isLessThan(400);
        }
    }

    @Test
    public void aSlowTailIsSeenByItsQuantile() {
        // One in twenty takes ten times as long: the values as a whole hardly differ.
        LongFunction<DoubleUnaryOperator> tail = seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            return factor -> {
                double usual = 100 * Math.exp(0.3 * random.nextGaussian());
                return random.nextDouble() < 0.05 ? factor * usual : usual;
            };
        };
        Comparison byQuantile = Comparison.of(DataKind.VALUES).withQuantile(0.98);

        assertThat(Trials.run(byQuantile, tail, 10, RUNS, 2000).failed()).isGreaterThanOrEqualTo(98);
    }
}
