package io.jenkins.plugins.rollout.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.rollout.source.Reading.Outcome;
import io.jenkins.plugins.rollout.testing.RealPrometheus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.ClassRule;
import org.junit.Test;

/** What a real Prometheus answers, and what is made of it. Each test has metrics of its own. */
public class PrometheusSourceTest {
    @ClassRule
    public static final RealPrometheus PROMETHEUS = new RealPrometheus();

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    public void aNumberIsASample() throws Exception {
        PROMETHEUS.set("latency{instance=\"acme-production\"}", 0.25);
        PROMETHEUS.set("latency{instance=\"other\"}", 7);
        PROMETHEUS.awaitScrape();

        Reading reading = now(query("latency{instance=\"{instance}\"}"));

        assertThat(reading.outcome()).as(reading.detail()).isEqualTo(Outcome.NUMBERS);
        assertThat(reading.samples()).containsExactly(Sample.of(0.25));
        assertThat(reading.detail()).isEqualTo("is 0.25");
    }

    @Test
    public void aScalarIsASample() throws Exception {
        assertThat(now(query("scalar(vector(3)) + 4")).samples()).containsExactly(Sample.of(7));
    }

    @Test
    public void eventsAndTheirTotalAreOfTheSameMoment() throws Exception {
        PROMETHEUS.set("errors_total", 3);
        PROMETHEUS.set("requests_total", 1200);
        PROMETHEUS.awaitScrape();

        Reading reading = now(pair("errors_total", "requests_total"));

        assertThat(reading.outcome()).as(reading.detail()).isEqualTo(Outcome.NUMBERS);
        assertThat(reading.samples()).containsExactly(new Sample(3, 1200));
        assertThat(reading.detail()).isEqualTo("3 of 1200 so far");
    }

    @Test
    public void eventsThatNeverHappenedAreNone() throws Exception {
        PROMETHEUS.set("calls_total", 12);
        PROMETHEUS.awaitScrape();

        Reading reading = now(pair("failed_calls_total", "calls_total"));

        assertThat(reading.samples()).containsExactly(new Sample(0, 12));
        assertThat(reading.detail()).isEqualTo("none of 12 so far: the query gives no series yet");
    }

    @Test
    public void withoutTotalThereIsNoMeasurement() throws Exception {
        PROMETHEUS.set("lonely_errors_total", 1);
        PROMETHEUS.awaitScrape();

        assertError(pair("lonely_errors_total", "nothing_total"), "the total gives no series");
        assertError(pair("nothing_at_all_total", "nothing_total"), "the total gives no series");
    }

    @Test
    public void aCounterAloneIsCountedByTheServersSeconds() throws Exception {
        PROMETHEUS.set("crashes_total", 4);
        PROMETHEUS.awaitScrape();
        PrometheusSource counter = new PrometheusSource(
                PROMETHEUS.url(), "crashes_total", "", true, Duration.ZERO, Duration.ZERO, SECOND.multipliedBy(10), "");

        Sample sample = now(counter).samples().get(0);

        assertThat(counter.answers()).isEqualTo(Source.Answers.COUNTERS);
        assertThat(sample.value()).isEqualTo(4);
        assertThat(sample.exposure()).isCloseTo(Instant.now().toEpochMilli() / 1e3, within(5.0));
    }

    @Test
    public void nothingIsNoMeasurement() throws Exception {
        assertError(query("absent_metric"), "the query gives no series: nothing was measured");
    }

    @Test
    public void severalSeriesAreNoMeasurement() throws Exception {
        PROMETHEUS.set("shared{path=\"/a\",zone=\"x\"}", 1);
        PROMETHEUS.set("shared{path=\"/b\",zone=\"x\"}", 2);
        PROMETHEUS.set("shared{path=\"/c\",zone=\"x\"}", 2);
        PROMETHEUS.awaitScrape();

        assertError(query("shared"), "the query gives 3 series (they differ in path)", "sum(…)");
    }

    @Test
    public void tenThousandSeriesAreNotRead() throws Exception {
        IntStream.range(0, 10_500).forEach(i -> PROMETHEUS.set("many{path=\"/" + i + "\"}", i));
        try {
            PROMETHEUS.awaitScrape();
            assertError(query("many"), "the query gives 10000 series or more (they differ in path)");
            assertThat(now(query("count(many)")).samples()).containsExactly(Sample.of(10_500));
        } finally {
            IntStream.range(0, 10_500).forEach(i -> PROMETHEUS.remove("many{path=\"/" + i + "\"}"));
        }
    }

    @Test
    public void whatIsNoNumberIsNoMeasurement() throws Exception {
        assertError(query("vector(0) / vector(0)"), "the query is NaN, which is no measurement");
        assertError(query("vector(1) / vector(0)"), "the query is +Inf, which is no measurement");
        assertError(query("vector(-1) / vector(0)"), "the query is -Inf");
        assertError(query("\"text\""), "the query gives the text 'text' and no number");
    }

    @Test
    public void whatPrometheusRefusesIsQuoted() throws Exception {
        assertError(query("sum("), "it answered 400, bad_data: ", "parse error");
    }

    private static PrometheusSource query(String query) {
        return PrometheusSource.of(PROMETHEUS.url(), query);
    }

    private static PrometheusSource pair(String query, String total) {
        return new PrometheusSource(
                PROMETHEUS.url(), query, total, false, Duration.ZERO, Duration.ZERO, SECOND.multipliedBy(10), "");
    }

    private static void assertError(PrometheusSource source, String... says) throws InterruptedException {
        Reading reading = now(source);
        assertThat(reading.outcome()).as(reading.detail()).isEqualTo(Outcome.ERROR);
        assertThat(reading.detail()).contains(says);
        assertThat(reading.samples()).isEmpty();
    }

    private static Reading now(PrometheusSource source) throws InterruptedException {
        return ago(source, Duration.ZERO);
    }

    private static Reading ago(PrometheusSource source, Duration ago) throws InterruptedException {
        Subject subject = Subjects.of("acme-production", "acme", Map.of());
        return source.read(
                new Inquiry(source, subject, ago), new Laboratory(Clock.systemUTC(), Path.of("."), Credentials.NONE));
    }
}
