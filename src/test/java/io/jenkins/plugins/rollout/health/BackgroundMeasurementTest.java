package io.jenkins.plugins.rollout.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.DataKind;
import io.jenkins.plugins.rollout.source.Sample;
import io.jenkins.plugins.rollout.source.Source;
import io.jenkins.plugins.rollout.source.Source.Answers;
import io.jenkins.plugins.rollout.source.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.After;
import org.junit.Test;

/** Waves that have passed go on being looked at. */
public class BackgroundMeasurementTest {
    private static final Instant LATER = Metrics.BEGIN.plusSeconds(600);

    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final Metrics metrics = new Metrics();
    private final Map<Integer, List<Candidate>> passed = new TreeMap<>(Map.of(
            1,
            List.of(Metrics.candidate("acme")),
            2,
            List.of(Metrics.candidate("borealis"), Metrics.candidate("cygnus"))));
    private final List<String> harm = new ArrayList<>();
    private int rounds;

    @After
    public void end() {
        workers.shutdownNow();
    }

    @Test
    public void harmThatComesLateIsToldOnce() throws Exception {
        Source source = metrics.source("errors", Answers.COUNTERS, true, (instance, at) -> {
            double seconds =
                    Duration.between(Metrics.BEGIN.minusSeconds(10_000), at).toSeconds();
            double late = Math.max(0, Duration.between(LATER, at).toSeconds());
            return new Sample(Math.floor(seconds * 0.2 + (instance.equals("cygnus") ? late * 10 : 0)), seconds * 20);
        });

        watch(check(
                source,
                new Criterion.Sequential(
                        List.of(Baseline.BEFORE), Comparison.of(DataKind.COUNTS).withNegligible(0.02))));

        assertThat(harm).hasSize(1);
        assertThat(harm.get(0)).startsWith("2 cygnus: errors: the candidate's rate is ");
    }

    @Test
    public void nothingIsFoundWhereNothingIsWrong() throws Exception {
        Source source = metrics.source("errors", Answers.NUMBERS, true, (instance, at) -> Sample.of(3));

        watch(check(source, new Criterion.Conditions(List.of(Condition.parse("result < 4")), List.of())));

        assertThat(harm).isEmpty();
        assertThat(rounds).isGreaterThan(100);
    }

    @Test
    public void ofTheLastMeasurementsNoMoreMayFailThanBefore() throws Exception {
        // Once a minute for ten seconds: one of six, however long one looks.
        Source source = metrics.source(
                "slow",
                Answers.NUMBERS,
                true,
                (instance, at) -> Sample.of(
                        at.getEpochSecond() % 60 < 10 || instance.equals("cygnus") && at.isAfter(LATER) ? 9 : 1));
        Check strict = check(source, new Criterion.Conditions(List.of(Condition.parse("result < 4")), List.of()));
        Check check = new Check("slow", source, strict.sampling(), new Limits(1, 4, 0), strict.criterion(), false);

        watch(check);

        assertThat(harm).containsExactly("2 cygnus: slow: result is 9, wanted result < 4");
    }

    @Test
    public void whoGoesBackIsNotAskedAnyMore() throws Exception {
        Source source = metrics.source("errors", Answers.NUMBERS, true, (instance, at) -> Sample.of(3));
        BackgroundMeasurement measurement =
                measurement(check(source, new Criterion.Conditions(List.of(Condition.parse("result < 4")), List.of())));
        measurement.look(waves(), listener());
        passed.put(2, List.of(Metrics.candidate("borealis")));
        metrics.sleep(Duration.ofMinutes(1));
        metrics.asked().clear();
        measurement.look(waves(), listener());

        assertThat(metrics.asked()).extracting(one -> one.subject().instance()).containsExactly("acme", "borealis");
    }

    private static Check check(Source source, Criterion criterion) {
        return new Check(
                source.name(),
                source,
                new Sampling(6, Duration.ofSeconds(10), Duration.ZERO),
                Limits.DEFAULT,
                criterion,
                false);
    }

    private void watch(Check check) throws InterruptedException {
        BackgroundMeasurement measurement = measurement(check);
        for (int second = 0; second < 1800; second++) {
            measurement.look(waves(), listener());
            metrics.sleep(Duration.ofSeconds(1));
        }
    }

    private BackgroundMeasurement measurement(Check check) {
        Gate gate = new Gate(List.of(check), 0.05, OnInconclusive.HOLD, true, ScoreRule.DEFAULT);
        return new BackgroundMeasurement(gate, metrics, workers, metrics);
    }

    private BackgroundMeasurement.Waves waves() {
        return new BackgroundMeasurement.Waves() {
            @Override
            public Map<Integer, List<Candidate>> passed() {
                return passed;
            }

            @Override
            public List<Subject> oldRelease(int wave) {
                return List.of();
            }
        };
    }

    private BackgroundMeasurement.Listener listener() {
        return new BackgroundMeasurement.Listener() {
            @Override
            public void measured(int wave, Map<String, List<Measurement>> round) {
                rounds++;
            }

            @Override
            public void harm(int wave, String instance, String reason) {
                harm.add(wave + " " + instance + ": " + reason);
            }
        };
    }
}
