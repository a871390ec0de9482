package io.jenkins.plugins.rollout.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.source.Inquiry;
import io.jenkins.plugins.rollout.source.Reading;
import io.jenkins.plugins.rollout.source.Sample;
import io.jenkins.plugins.rollout.source.Source;
import io.jenkins.plugins.rollout.source.Source.Answers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.junit.After;
import org.junit.Test;

/** When the checks of a wave with thresholds are asked, of whom, and what it says then. The time is pretended. */
public class WaveMeasurementTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Metrics metrics = new Metrics();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final List<String> asked = new ArrayList<>();
    private final List<String> verdicts = new ArrayList<>();
    private final Sampler sampler = inquiries -> {
        List<Reading> readings = metrics.sample(inquiries);
        for (Inquiry inquiry : inquiries) {
            note(inquiry.source().name() + " " + inquiry.subject().instance() + " "
                    + Duration.between(Metrics.BEGIN, metrics.now()).toSeconds());
        }
        return readings;
    };

    @After
    public void end() {
        workers.shutdownNow();
    }

    private synchronized void note(String question) {
        asked.add(question);
    }

    @Test
    public void eachCheckHasItsOwnTimes() throws Exception {
        Check quick = check("quick", 4, SECOND, Duration.ZERO, (instance, at) -> 1.0);
        Check slow = check("slow", 2, Duration.ofSeconds(10), Duration.ofSeconds(5), (instance, at) -> 1.0);

        List<InstanceHealth> health = measure(List.of(quick, slow), "acme");

        assertThat(asked)
                .containsExactly(
                        "quick acme 0", "quick acme 1", "quick acme 2", "quick acme 3", "slow acme 5", "slow acme 15");
        assertThat(health).containsExactly(new InstanceHealth("acme", Verdict.PASS, "all 6 measurements passed"));
    }

    @Test
    public void whatIsLateIsNotMadeUpFor() throws Exception {
        Check quick = check("quick", 4, SECOND, Duration.ZERO, (instance, at) -> 1.0);
        Check slow = check("slow", 1, SECOND, Duration.ofMillis(1500), (instance, at) -> {
            metrics.sleep(Duration.ofSeconds(60));
            return 1.0;
        });

        measure(List.of(quick, slow), "acme");

        assertThat(asked)
                .containsExactly("quick acme 0", "quick acme 1", "slow acme 61", "quick acme 61", "quick acme 62");
    }

    @Test
    public void whoHasFailedIsNotAskedAgain() throws Exception {
        Check check = check("latency", 3, SECOND, Duration.ZERO, (instance, at) -> instance.equals("acme") ? 9.0 : 1.0);

        List<InstanceHealth> health = measure(List.of(check), 1, "acme", "borealis");

        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "latency acme 0", "latency borealis 0", "latency borealis 1", "latency borealis 2");
        assertThat(health)
                .containsExactly(
                        new InstanceHealth(
                                "acme", Verdict.FAIL, "latency: result is 9, wanted result < 4 (sample 1 of 1)"),
                        new InstanceHealth("borealis", Verdict.PASS, "all 3 measurements passed"));
    }

    @Test
    public void whenMoreHaveFailedThanMayNobodyIsAsked() throws Exception {
        Check check = check("latency", 3, SECOND, Duration.ZERO, (instance, at) -> instance.equals("acme") ? 9.0 : 1.0);

        List<InstanceHealth> health = measure(List.of(check), "acme", "borealis");

        assertThat(asked).containsExactlyInAnyOrder("latency acme 0", "latency borealis 0");
        assertThat(health.get(1))
                .isEqualTo(new InstanceHealth("borealis", Verdict.PASS, "latency: 1 measurement passed"));
    }

    @Test
    public void errorsAreAskedAgainUpToTheirLimit() throws Exception {
        Check check = check("latency", 2, SECOND, Duration.ZERO, (instance, at) -> null);

        List<InstanceHealth> health = measure(List.of(check), "acme");

        assertThat(asked).hasSize(5);
        assertThat(health)
                .containsExactly(new InstanceHealth(
                        "acme",
                        Verdict.INCONCLUSIVE,
                        "latency: not measured 5 times in a row; the last time: no series"));
    }

    @Test
    public void aDryRunIsShownAndDoesNotCount() throws Exception {
        Check bad = dry(check("bad", 3, SECOND, Duration.ZERO, (instance, at) -> 9.0));
        Check good = check("good", 2, SECOND, Duration.ZERO, (instance, at) -> 1.0);

        List<InstanceHealth> health = measure(List.of(bad, good), "acme");

        assertThat(asked).containsExactly("bad acme 0", "good acme 0", "good acme 1");
        assertThat(health).containsExactly(new InstanceHealth("acme", Verdict.PASS, "all 2 measurements passed"));
    }

    @Test
    public void withDryRunsOnlyNothingStandsAgainstAnInstance() throws Exception {
        List<Check> checks = List.of(dry(check("bad", 3, SECOND, Duration.ZERO, (instance, at) -> 9.0)));
        Measurement verified = Measurement.verification("", Metrics.BEGIN, SECOND);

        assertThat(measure(checks, "acme"))
                .containsExactly(new InstanceHealth("acme", Verdict.PASS, "deployed; the gate has dry runs only"));
        assertThat(measure(checks, 0, Map.of("acme", verified), "acme"))
                .containsExactly(new InstanceHealth("acme", Verdict.PASS, "verify: passed"));
    }

    @Test
    public void whatFailedWithinTheLimitsIsTold() throws Exception {
        Check strict =
                check("latency", 4, SECOND, Duration.ZERO, (instance, at) -> at.equals(Metrics.BEGIN) ? 9.0 : 1.0);
        Check check = new Check(
                "latency", strict.source(), strict.sampling(), new Limits(1, 4, 0), strict.criterion(), false);

        assertThat(measure(List.of(check), "acme"))
                .containsExactly(new InstanceHealth(
                        "acme", Verdict.PASS, "3 of 4 measurements passed, which is within the limits"));
    }

    @Test
    public void whoeverWatchesHearsOfAnInstanceAsSoonAsItsVerdictStands() throws Exception {
        Check check =
                check("latency", 3, SECOND, Duration.ZERO, (instance, at) -> instance.equals("borealis") ? 9.0 : 1.0);
        Check noise = dry(check("noise", 6, SECOND, Duration.ZERO, (instance, at) -> 1.0));

        measure(List.of(check, noise), 1, "acme", "borealis");

        assertThat(verdicts)
                .containsExactly(
                        "0 borealis fail latency: result is 9, wanted result < 4 (sample 1 of 1)",
                        "2 acme pass all 3 measurements passed");
    }

    @Test
    public void whoeverIsNotAskedAnyMoreIsToldOfToo() throws Exception {
        Check check = check("latency", 3, SECOND, Duration.ZERO, (instance, at) -> instance.equals("acme") ? 9.0 : 1.0);

        measure(List.of(check), "acme", "borealis");

        assertThat(verdicts)
                .containsExactly(
                        "0 acme fail latency: result is 9, wanted result < 4 (sample 1 of 1)",
                        "0 borealis pass latency: 1 measurement passed");
    }

    private Check check(
            String name, int count, Duration interval, Duration delay, BiFunction<String, Instant, Double> number) {
        Source source = metrics.source(name, Answers.NUMBERS, false, (instance, at) -> {
            Double value = number.apply(instance, at);
            return value == null ? null : Sample.of(value);
        });
        return new Check(
                name,
                source,
                new Sampling(count, interval, delay),
                Limits.DEFAULT,
                new Criterion.Conditions(List.of(Condition.parse("result < 4")), List.of()),
                false);
    }

    private static Check dry(Check check) {
        return new Check(check.name(), check.source(), check.sampling(), check.limits(), check.criterion(), true);
    }

    private List<InstanceHealth> measure(List<Check> checks, String... instances) throws InterruptedException {
        return measure(checks, 0, instances);
    }

    private List<InstanceHealth> measure(List<Check> checks, int tolerated, String... instances)
            throws InterruptedException {
        return measure(checks, tolerated, Map.of(), instances);
    }

    private List<InstanceHealth> measure(
            List<Check> checks, int tolerated, Map<String, Measurement> before, String... instances)
            throws InterruptedException {
        return new WaveMeasurement(Gate.of(checks), sampler, workers, metrics)
                .measure(
                        List.of(instances).stream().map(Metrics::candidate).toList(),
                        List::of,
                        tolerated,
                        before,
                        new WaveMeasurement.Listener() {
                            @Override
                            public void measured(Map<String, List<Measurement>> round) {}

                            @Override
                            public void judged(InstanceHealth health) {
                                long second = Duration.between(Metrics.BEGIN, metrics.now())
                                        .toSeconds();
                                verdicts.add(second + " " + health.instance() + " "
                                        + health.verdict().word() + " " + health.reason());
                            }
                        });
    }
}
