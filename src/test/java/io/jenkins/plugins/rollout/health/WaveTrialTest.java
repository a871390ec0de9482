package io.jenkins.plugins.rollout.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.DataKind;
import io.jenkins.plugins.rollout.source.Reading;
import io.jenkins.plugins.rollout.source.Sample;
import io.jenkins.plugins.rollout.source.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Test;

/** What is promised of a whole wave: that harmless instances are left alone, all of them, with a probability of 1 - alpha. */
public class WaveTrialTest {
    private static final double ALPHA = 0.05;
    private static final int WAVES = 100;
    private static final int ROUNDS = 50;
    /** Out of reach, so that nothing passes before it could raise an alarm. */
    private static final double NEVER_PASSED = 0.01;

    /** Draws a sample; the round says what all have in common then. */
    private interface Noise {
        Sample next(SplittableRandom random, int round);
    }

    /** Errors of 2 to 21 requests. */
    private static final Noise ERRORS = (random, round) -> {
        int requests = 2 + random.nextInt(20);
        long errors = random.doubles(requests).filter(chance -> chance < 0.2).count();
        return new Sample(errors, requests);
    };

    /** Latencies that fall for all alike, more than they scatter: who is compared with a later time looks worse. */
    private static final Noise FALLING =
            (random, round) -> Sample.of(Math.exp(-0.3 * round + 0.2 * random.nextGaussian()));

    @Test
    public void harmlessWavesRaiseNoMoreAlarmsThanAlpha() {
        assertThat(alarms(2, 1, 1, DataKind.COUNTS, ERRORS)).isLessThanOrEqualTo(ALPHA);
        assertThat(alarms(2, 1, 0, DataKind.COUNTS, ERRORS)).isLessThanOrEqualTo(ALPHA);
        assertThat(alarms(5, 3, 2, DataKind.COUNTS, ERRORS)).isLessThanOrEqualTo(ALPHA);
    }

    /** More candidates than there are others to compare with: each must be compared with those of its own time. */
    @Test
    public void whatFallsForAllIsNoHarm() {
        assertThat(alarms(5, 1, 2, DataKind.VALUES, FALLING)).isLessThanOrEqualTo(ALPHA);
        assertThat(alarms(5, 1, 0, DataKind.VALUES, FALLING)).isLessThanOrEqualTo(ALPHA);
    }

    /**
     * How many waves have an instance that is found worse although none is.
     *
     * @param others on the old release, with whom all are compared; 0 if each is compared with its own past
     */
    private static double alarms(int instances, int checks, int others, DataKind kind, Noise noise) {
        int alarms = 0;
        for (int seed = 0; seed < WAVES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Check> compared = IntStream.range(0, checks)
                    .mapToObj(number -> comparing("check " + number, kind))
                    .toList();
            WaveTrial wave = wave(compared, instances);
            for (int round = 0; round < ROUNDS; round++) {
                for (Check check : compared) {
                    ask(wave, check, others, random, noise, round);
                }
                wave.lookTogether(compared);
            }
            alarms += wave.countFailed() > 0 ? 1 : 0;
        }
        return alarms / (double) WAVES;
    }

    private static void ask(WaveTrial wave, Check check, int others, SplittableRandom random, Noise noise, int round) {
        List<BaselineReading> shared = new ArrayList<>();
        for (int other = 0; other < others; other++) {
            shared.add(new BaselineReading("other " + other, true, false, reading(noise.next(random, round))));
        }
        for (Candidate candidate : wave.wanting(check)) {
            List<BaselineReading> own =
                    List.of(new BaselineReading("before", false, true, reading(noise.next(random, round))));
            wave.instance(candidate.name())
                    .trial(check)
                    .take(reading(noise.next(random, round)), others == 0 ? own : shared);
        }
    }

    /** What would be enough evidence if one were alone is not enough of ten, whatever becomes of the nine others. */
    @Test
    public void whoeverLeavesAFamilyItStaysAsLarge() {
        Check errors = comparing("errors", DataKind.COUNTS);
        Check alive = check("alive", new Criterion.Conditions(List.of(Condition.parse("result < 1")), List.of()));
        WaveTrial wave = wave(List.of(errors, alive), 10);
        List<BaselineReading> none = List.of(new BaselineReading("other", true, false, reading(new Sample(0, 1))));

        wave.instance("customer 0").trial(errors).take(reading(new Sample(7, 1)), none);
        wave.lookTogether(List.of(errors));
        for (int i = 1; i < 10; i++) {
            wave.instance("customer " + i).trial(alive).take(reading(Sample.of(5)), List.of());
        }
        wave.lookTogether(List.of(errors));

        assertThat(((SequentialTrial) wave.instance("customer 0").trial(errors)).logEvidence())
                .isBetween(Math.log(1 / ALPHA), Math.log(10 / ALPHA));
        assertThat(wave.instance("customer 0").isFailed()).isFalse();
        assertThat(wave.countFailed()).isEqualTo(9);
    }

    private static Reading reading(Sample sample) {
        return Reading.numbers("", Metrics.BEGIN, Duration.ZERO, List.of(sample));
    }

    private static WaveTrial wave(List<Check> checks, int instances) {
        List<Candidate> candidates = Stream.iterate(0, i -> i + 1)
                .limit(instances)
                .map(i -> Metrics.candidate("customer " + i))
                .toList();
        Gate gate = new Gate(checks, ALPHA, OnInconclusive.HOLD, false, ScoreRule.DEFAULT);
        return new WaveTrial(gate, candidates, Map.of(), Trial.Span.TO_VERDICT);
    }

    private static Check comparing(String name, DataKind kind) {
        Comparison comparison = Comparison.of(kind).withMargin(NEVER_PASSED).withAlpha(ALPHA);
        return check(name, new Criterion.Sequential(List.of(Baseline.OLD_RELEASE), comparison));
    }

    private static Check check(String name, Criterion criterion) {
        Source source = new Metrics.Named(name, Source.Answers.NUMBERS, false);
        return new Check(
                name,
                source,
                new Sampling(10_000, Duration.ofSeconds(1), Duration.ZERO),
                Limits.DEFAULT,
                criterion,
                false);
    }
}
