package io.jenkins.plugins.rollout.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import io.jenkins.plugins.rollout.source.Credentials;
import io.jenkins.plugins.rollout.source.Inquiry;
import io.jenkins.plugins.rollout.source.Laboratory;
import io.jenkins.plugins.rollout.source.PrometheusSource;
import io.jenkins.plugins.rollout.source.Subject;
import io.jenkins.plugins.rollout.testing.RealPrometheus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;

/** What counters of a real Prometheus mean, whatever happens to them meanwhile. */
public class CountersOfPrometheusTest {
    @ClassRule
    public static final RealPrometheus PROMETHEUS = new RealPrometheus();

    private static final String ERRORS = "errors_total{instance=\"acme\"}";
    private static final String REQUESTS = "requests_total{instance=\"acme\"}";
    private static final Subject ACME = new Subject("acme", "", "2", Map.of(), Map.of("ROLLOUT_INSTANCE", "acme"));

    @Test
    public void growthIsMeasuredAndNothingTwice() throws Exception {
        Trial trial = trial();
        scraped(5, 100);
        assertThat(take(trial).detail()).isEqualTo("counting begins");

        assertThat(take(trial))
                .as("the same scrape again")
                .extracting(Measurement::outcome, Measurement::detail)
                .containsExactly(Outcome.ERROR, "there was no traffic");

        scraped(6, 200);
        assertThat(take(trial))
                .extracting(Measurement::outcome, Measurement::detail)
                .containsExactly(Outcome.PASS, "result is 0.01");

        scraped(0, 10);
        assertThat(take(trial)).as("begun anew").extracting(Measurement::detail).isEqualTo("result is 0");

        scraped(9, 20);
        assertThat(take(trial))
                .extracting(Measurement::outcome, Measurement::detail)
                .containsExactly(Outcome.FAIL, "result is 0.9, wanted result < 0.1");
    }

    @Test
    public void errorsThatBeginAreCounted() throws Exception {
        Trial trial = trial();
        PROMETHEUS.remove(ERRORS);
        PROMETHEUS.set(REQUESTS, 1000);
        PROMETHEUS.awaitScrape();
        assertThat(take(trial).detail()).isEqualTo("counting begins");

        scraped(50, 1100);

        assertThat(take(trial).detail()).isEqualTo("result is 0.5, wanted result < 0.1");
    }

    @Test
    public void anInstanceThatIsGoneIsNoMeasurement() throws Exception {
        Trial trial = trial();
        scraped(1, 10);
        take(trial);
        PROMETHEUS.remove(ERRORS);
        PROMETHEUS.remove(REQUESTS);
        PROMETHEUS.awaitScrape();

        for (int i = 0; i < 5; i++) {
            assertThat(take(trial).outcome()).isEqualTo(Outcome.ERROR);
        }

        assertThat(trial.verdict()).contains(Verdict.INCONCLUSIVE);
        assertThat(trial.reason())
                .startsWith("not measured 5 times in a row; the last time: the total gives no series");
    }

    private static void scraped(double errors, double requests) throws InterruptedException {
        PROMETHEUS.set(ERRORS, errors);
        PROMETHEUS.set(REQUESTS, requests);
        PROMETHEUS.awaitScrape();
    }

    private static Trial trial() {
        PrometheusSource source = new PrometheusSource(
                PROMETHEUS.url(),
                "sum(errors_total{instance=\"{instance}\"})",
                "sum(requests_total{instance=\"{instance}\"})",
                false,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(10),
                "");
        return Trial.of(
                new Check(
                        "errors",
                        source,
                        new Sampling(10, Duration.ofSeconds(1), Duration.ZERO),
                        Limits.DEFAULT,
                        new Criterion.Conditions(List.of(Condition.parse("result < 0.1")), List.of()),
                        false),
                1,
                Trial.Span.TO_VERDICT);
    }

    private static Measurement take(Trial trial) throws InterruptedException {
        Laboratory laboratory = new Laboratory(Clock.systemUTC(), Path.of("."), Credentials.NONE);
        return trial.take(Inquiry.now(trial.check().source(), ACME).answer(laboratory), List.of());
    }
}
