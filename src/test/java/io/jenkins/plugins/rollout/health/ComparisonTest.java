package io.jenkins.plugins.rollout.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.DataKind;
import io.jenkins.plugins.rollout.judge.Direction;
import io.jenkins.plugins.rollout.judge.RankComparison;
import io.jenkins.plugins.rollout.source.Sample;
import io.jenkins.plugins.rollout.source.Source;
import io.jenkins.plugins.rollout.source.Source.Answers;
import io.jenkins.plugins.rollout.source.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Test;

/** Gates that compare instances: with those on the old release, with their own past, one by one and as a wave. */
public class ComparisonTest {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Comparison ERRORS =
            Comparison.of(DataKind.COUNTS).withMargin(1).withNegligible(0.01);

    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final Metrics metrics = new Metrics();
    private final Map<String, List<Measurement>> measured = new HashMap<>();
    private List<Subject> oldRelease = List.of();
    private List<Candidate> candidates = List.of(Metrics.candidate("acme"), Metrics.candidate("cygnus"));

    @After
    public void end() {
        workers.shutdownNow();
    }

    @Test
    public void theOneThatIsWorseThanItsPastIsFoundAndOnlyIt() throws Exception {
        Check check = counters(100, (instance, since) -> since && instance.equals("cygnus") ? 0.1 : 0.01);

        List<InstanceHealth> health = measure(check);

        assertThat(health).extracting(InstanceHealth::verdict).containsExactly(Verdict.PASS, Verdict.FAIL);
        assertThat(health.get(1).reason())
                .startsWith("errors: ")
                .contains("seen after")
                .doesNotContain("\n");
        assertThat(measured.get("cygnus").size()).isLessThan(10);
        assertThat(last("cygnus").outcome()).isEqualTo(Measurement.Outcome.FAIL);
        assertThat(last("cygnus").numbers().estimate()).isGreaterThan(5);
        assertThat(last("cygnus").numbers().low()).isGreaterThan(1);
        assertThat(last("cygnus").numbers().baseline()).isNotEmpty();
    }

    @Test
    public void thePastIsBeforeTheDeploymentHoweverLongItIsMeasured() throws Exception {
        Check check = counters(20, (instance, since) -> 0);

        measure(check);

        Instant begun = Metrics.BEGIN.minus(Metrics.RUNNING);
        List<Duration> ago = metrics.asked().stream()
                .map(inquiry -> inquiry.ago())
                .filter(duration -> !duration.isZero())
                .distinct()
                .toList();
        assertThat(ago.get(0)).isEqualTo(Metrics.RUNNING);
        assertThat(ago.get(1)).isEqualTo(Metrics.RUNNING.plus(EVERY).plus(EVERY));
        assertThat(begun).isBefore(Metrics.BEGIN);
    }

    @Test
    public void instancesOnTheOldReleaseComeFirst() throws Exception {
        oldRelease = List.of(Metrics.subject("dunmore"), Metrics.subject("elbrus"));
        // In their own past, all were as bad as cygnus is now.
        Check check = counters(100, (instance, since) -> !since || instance.equals("cygnus") ? 0.2 : 0.01);

        List<InstanceHealth> health = measure(check);

        assertThat(health).extracting(InstanceHealth::verdict).containsExactly(Verdict.PASS, Verdict.FAIL);
        assertThat(metrics.asked()).allMatch(inquiry -> inquiry.ago().isZero());
        long rounds = measured.get("acme").size();
        assertThat(metrics.asked().stream()
                        .filter(inquiry -> inquiry.subject().instance().equals("elbrus"))
                        .count())
                .as("each is asked once in a round, however many are compared with it")
                .isEqualTo(rounds);
    }

    @Test
    public void errorsThatTheBaselineNeverHadFail() throws Exception {
        Check check = counters(100, (instance, since) -> since && instance.equals("cygnus") ? 0.05 : 0);

        List<InstanceHealth> health = measure(check);

        assertThat(health.get(1).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(health.get(1).reason()).contains("the baseline never had any");
    }

    @Test
    public void noTrafficIsNotHealth() throws Exception {
        Source silent = metrics.source("errors", Answers.COUNTERS, true, (instance, at) -> new Sample(7, 1000));

        List<InstanceHealth> health = measure(check(silent, 5, ERRORS));

        assertThat(health).extracting(InstanceHealth::verdict).containsOnly(Verdict.INCONCLUSIVE);
        assertThat(health.get(0).reason()).contains("no traffic");
    }

    /** As if its name were misspelt. */
    @Test
    public void whatWasNeverThereIsNoHealth() throws Exception {
        Source absent = metrics.absent("errors", (instance, at) -> running(instance, at, (name, since) -> 0));

        List<InstanceHealth> health = measure(check(absent, 50, ERRORS));

        assertThat(health).extracting(InstanceHealth::verdict).containsOnly(Verdict.INCONCLUSIVE);
        assertThat(health.get(0).reason()).contains("the query never gave a series");
    }

    @Test
    public void tooFewSamplesSayHowManyAreMissing() throws Exception {
        List<InstanceHealth> health = measure(counters(4, (instance, since) -> 0.02));

        assertThat(health).extracting(InstanceHealth::verdict).containsOnly(Verdict.INCONCLUSIVE);
        assertThat(health.get(0).reason()).matches("errors: no verdict after 4 samples: .*");
    }

    @Test
    public void withoutABaselineThereIsNoVerdict() throws Exception {
        Source forgetful = metrics.source("errors", Answers.COUNTERS, false, (instance, at) -> new Sample(1, 10));

        List<InstanceHealth> health = measure(check(forgetful, 5, ERRORS));

        assertThat(health.get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(health.get(0).reason())
                .contains("there is no baseline: no instance of the environment still runs the old release");
    }

    @Test
    public void aBaselineThatCannotBeAskedIsNoMeasurement() throws Exception {
        Source source = metrics.source(
                "errors", Answers.NUMBERS, true, (instance, at) -> at.isBefore(Metrics.BEGIN) ? null : Sample.of(3));

        List<InstanceHealth> health = measure(check(source, 50, Comparison.of(DataKind.VALUES)));

        assertThat(health.get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(health.get(0).reason())
                .contains("not measured 5 times in a row")
                .contains("the baseline could not be measured: no series");
        assertThat(measured.get("acme")).hasSize(5);
    }

    @Test
    public void aCounterThatBeginsAnewIsNoNegativeCount() throws Exception {
        Instant restart = Metrics.BEGIN.plusSeconds(45);
        Source source = metrics.source("errors", Answers.COUNTERS, true, (instance, at) -> {
            double since = Duration.between(at.isBefore(restart) ? Metrics.BEGIN.minusSeconds(9000) : restart, at)
                            .toMillis()
                    / 1000.0;
            return new Sample(since * 0.1, since * 20);
        });

        List<InstanceHealth> health = measure(check(source, 40, ERRORS));

        assertThat(measured.get("acme"))
                .filteredOn(one -> one.outcome() == Measurement.Outcome.ERROR)
                .isEmpty();
        assertThat(measured.get("acme"))
                .flatExtracting(one -> one.numbers().candidate())
                .allMatch(sample -> sample.value() >= 0 && sample.exposure() >= 0);
        assertThat(health).extracting(InstanceHealth::verdict).containsOnly(Verdict.PASS);
    }

    @Test
    public void numbersThatAreNoneAreNoMeasurement() throws Exception {
        Source source = metrics.source("latency", Answers.NUMBERS, true, (instance, at) -> Sample.of(Double.NaN));

        List<InstanceHealth> health = measure(check(source, 10, Comparison.of(DataKind.VALUES)));

        assertThat(health.get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    /** Each by itself is hardly worse, all together are. */
    @Test
    public void whatHarmsAllALittleIsFoundInTheWave() throws Exception {
        candidates = Stream.iterate(1, i -> i + 1)
                .limit(20)
                .map(i -> Metrics.candidate("customer-" + i))
                .toList();
        Check check = counters(25, (instance, since) -> since ? 0.03 : 0.02);

        List<InstanceHealth> health = measure(check);

        assertThat(health).extracting(InstanceHealth::verdict).containsOnly(Verdict.FAIL);
        assertThat(health.get(3).reason()).startsWith("errors, the wave as a whole: ");
    }

    @Test
    public void aDryRunIsShownAndNotCounted() throws Exception {
        Check check = counters(60, (instance, since) -> since ? 0.5 : 0);
        Check dry = new Check("dry", check.source(), check.sampling(), check.limits(), check.criterion(), true);
        Check fine = new Check(
                "fine",
                metrics.source(
                        "fine", Answers.COUNTERS, true, (instance, at) -> running(instance, at, (name, since) -> 0)),
                check.sampling(),
                Limits.DEFAULT,
                check.criterion(),
                false);

        List<InstanceHealth> health = measure(dry, fine);

        assertThat(health).extracting(InstanceHealth::verdict).containsOnly(Verdict.PASS);
        assertThat(measured.get("acme"))
                .filteredOn(one -> one.check().equals("dry"))
                .last()
                .extracting(Measurement::outcome)
                .isEqualTo(Measurement.Outcome.FAIL);
    }

    @Test
    public void aFixedWindowIsLookedAtAtItsEnd() throws Exception {
        Source source =
                metrics.source("latency", Answers.NUMBERS, true, (instance, at) -> Sample.of(latency(instance, at)));
        Criterion window = new Criterion.FixedWindow(
                List.of(Baseline.BEFORE), RankComparison.of(Direction.INCREASE), false, Set.of("all"));
        Check check =
                new Check("latency", source, new Sampling(20, EVERY, Duration.ZERO), Limits.DEFAULT, window, false);

        List<InstanceHealth> health = measure(check);

        assertThat(health).extracting(InstanceHealth::verdict).containsExactly(Verdict.PASS, Verdict.FAIL);
        assertThat(measured.get("cygnus")).hasSize(20);
        assertThat(health.get(1).reason()).contains("too high");
    }

    private static double latency(String instance, Instant at) {
        boolean slow = instance.equals("cygnus") && !at.isBefore(Metrics.BEGIN);
        SplittableRandom chance = new SplittableRandom(at.toEpochMilli() + instance.hashCode());
        return (slow ? 200 : 100) + 20 * chance.nextDouble();
    }

    /** A hundred waves of five whose release is harmless: at most alpha of them may raise an alarm. */
    @Test
    public void aHundredHarmlessWavesRaiseNoMoreAlarmsThanAlphaAllows() throws Exception {
        assertThat(alarmsOfAHundred()).isLessThanOrEqualTo(5);
    }

    /** All of them are compared with the same two. */
    @Test
    public void sharedBaselinesRaiseNoMoreAlarmsEither() throws Exception {
        oldRelease = List.of(Metrics.subject("y"), Metrics.subject("z"));

        assertThat(alarmsOfAHundred()).isLessThanOrEqualTo(5);
    }

    private int alarmsOfAHundred() throws InterruptedException {
        candidates = Stream.of("a", "b", "c", "d", "e").map(Metrics::candidate).toList();
        int alarms = 0;
        for (int seed = 0; seed < 100; seed++) {
            Metrics world = new Metrics();
            Source source = world.source("errors", Answers.COUNTERS, true, poisson(seed));
            List<InstanceHealth> health = measure(world, check(source, 60, ERRORS));
            if (health.stream().anyMatch(one -> one.verdict() == Verdict.FAIL)) {
                alarms++;
            }
        }
        return alarms;
    }

    /** Totals of a Poisson process with 2 % errors of 20 requests a second, the same whenever one asks. */
    private static BiFunction<String, Instant, Sample> poisson(long seed) {
        Map<String, long[]> totals = new HashMap<>();
        return (instance, at) -> {
            long[] sums = totals.computeIfAbsent(instance, name -> {
                SplittableRandom chance = new SplittableRandom(seed * 1000 + name.hashCode());
                long[] running = new long[2000];
                for (int second = 1; second < running.length; second++) {
                    long errors = 0;
                    for (int request = 0; request < 20; request++) {
                        errors += chance.nextDouble() < 0.02 ? 1 : 0;
                    }
                    running[second] = running[second - 1] + errors;
                }
                return running;
            });
            int second =
                    (int) Duration.between(Metrics.BEGIN.minusSeconds(1000), at).toSeconds();
            return new Sample(sums[second], 20.0 * second);
        };
    }

    /** Of the errors among the requests of an instance, before its deployment and since. */
    @FunctionalInterface
    private interface ErrorRate {
        double of(String instance, boolean since);
    }

    private Check counters(int count, ErrorRate rate) {
        Source source = metrics.source("errors", Answers.COUNTERS, true, (instance, at) -> running(instance, at, rate));
        return check(source, count, ERRORS);
    }

    /** 20 requests a second since long ago. */
    private static Sample running(String instance, Instant at, ErrorRate rate) {
        Instant first = Metrics.BEGIN.minusSeconds(10_000);
        Instant begun = Metrics.BEGIN.minus(Metrics.RUNNING);
        double before = seconds(first, at.isBefore(begun) ? at : begun);
        double since = at.isBefore(begun) ? 0 : seconds(begun, at);
        double errors = 20 * (before * rate.of(instance, false) + since * rate.of(instance, true));
        return new Sample(Math.floor(errors), 20 * (before + since));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private static Check check(Source source, int count, Comparison comparison) {
        Criterion criterion = new Criterion.Sequential(List.of(Baseline.OLD_RELEASE, Baseline.BEFORE), comparison);
        return new Check(
                source.name(), source, new Sampling(count, EVERY, Duration.ZERO), Limits.DEFAULT, criterion, false);
    }

    private List<InstanceHealth> measure(Check... checks) throws InterruptedException {
        return measure(metrics, checks);
    }

    private List<InstanceHealth> measure(Metrics world, Check... checks) throws InterruptedException {
        return new WaveMeasurement(Gate.of(List.of(checks)), world, workers, world)
                .measure(
                        candidates,
                        () -> oldRelease,
                        5,
                        Map.of(),
                        round -> round.forEach(
                                (instance, list) -> measured.computeIfAbsent(instance, name -> new ArrayList<>())
                                        .addAll(list)));
    }

    private Measurement last(String instance) {
        List<Measurement> all = measured.get(instance);
        return all.get(all.size() - 1);
    }
}
