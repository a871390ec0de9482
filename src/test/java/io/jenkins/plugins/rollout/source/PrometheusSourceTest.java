package io.jenkins.plugins.rollout.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.rollout.source.Reading.Outcome;
import io.jenkins.plugins.rollout.testing.Await;
import io.jenkins.plugins.rollout.testing.RealPrometheus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

        assertThat(reading.outcome()).isEqualTo(Outcome.ABSENT);
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

    @Test
    public void aCustomerIsItsNameWhateverThatIs() throws Exception {
        List<String> nasty = List.of(
                "a\"} or vector(99) or x{b=\"",
                "a\\",
                "a\\\"",
                "{customer}",
                ".*",
                "a|b",
                "[a-z]",
                "o'hara",
                "a\nb",
                "ü €\t");
        for (String customer : nasty) {
            PROMETHEUS.set("nasty{customer=\"" + exposed(customer) + "\"}", nasty.indexOf(customer));
        }
        PROMETHEUS.awaitScrape();

        for (String customer : nasty) {
            Subject subject = Subjects.of("acme-production", customer, Map.of("who", customer));
            for (String query : List.of(
                    "nasty{customer=\"{customer}\"}",
                    "nasty{customer='{label.who}'}",
                    "nasty{customer=~\"{customer}\"}",
                    "nasty{customer=~'(x|{customer})', customer!~\"\"}")) {
                Reading reading = read(query(query), subject, Duration.ZERO);
                assertThat(reading.samples())
                        .as(customer + ": " + reading.detail())
                        .containsExactly(Sample.of(nasty.indexOf(customer)));
            }
        }
    }

    private static String exposed(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Test
    public void thePastIsAskedByTheServersClock() throws Exception {
        PROMETHEUS.set("aging_total", 1);
        PROMETHEUS.set("aging_all_total", 10);
        PROMETHEUS.awaitScrape();
        long then = System.nanoTime();
        PROMETHEUS.set("aging_total", 5);
        PROMETHEUS.set("aging_all_total", 50);
        PROMETHEUS.awaitScrape();
        assertThat(now(pair("aging_total", "aging_all_total")).samples()).containsExactly(new Sample(5, 50));

        Duration ago = Duration.ofNanos(System.nanoTime() - then);
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofHours(-3));
        PrometheusSource source = pair("aging_total", "aging_all_total");
        Inquiry past = new Inquiry(source, Subjects.of("a", "a", Map.of()), ago);
        Reading reading = source.read(past, new Laboratory(wrong, Path.of("."), Credentials.NONE));

        assertThat(reading.samples()).as(reading.detail()).containsExactly(new Sample(1, 10));
    }

    @Test
    public void aClockThatIsWrongIsToldWhereNothingIsFound() throws Exception {
        PrometheusSource source = query("absent_metric");
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofHours(-3));

        Reading reading = source.read(
                Inquiry.now(source, Subjects.of("a", "a", Map.of())),
                new Laboratory(wrong, Path.of("."), Credentials.NONE));

        assertThat(reading.detail()).containsPattern("; its clock is 1(0799|080\\d) s ahead of the one here");
        assertThat(now(source).detail()).doesNotContain("clock");
    }

    @Test
    public void aTimeOfWhichNothingIsKnown() throws Exception {
        Reading reading = ago(query("test_mark"), Duration.ofDays(7));

        assertThat(reading.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(reading.detail()).startsWith("the query gives no series at that time: nothing was measured");
    }

    @Test
    public void aRangeIsSeveralSamples() throws Exception {
        PROMETHEUS.set("steady", 4);
        PROMETHEUS.awaitScrape();
        PrometheusSource source = range("steady", Duration.ofSeconds(5), Duration.ofMillis(500));

        Await.until("the range is full", () -> samples(source) == 10);

        assertThat(now(source).samples()).containsOnly(Sample.of(4));
        assertThat(now(range("time()", Duration.ofSeconds(4), SECOND)).samples())
                .hasSize(4);
    }

    @Test
    public void whatIsNoNumberInARangeIsAGap() throws Exception {
        String even = "(vector(time() % 2) >= bool 1) / (vector(time() % 2) >= bool 1)";
        Reading reading = now(range(even, Duration.ofSeconds(20), Duration.ofMillis(500)));

        assertThat(reading.samples())
                .as(reading.detail())
                .isNotEmpty()
                .hasSizeLessThan(40)
                .containsOnly(Sample.of(1));
        assertThat(reading.detail()).isEqualTo(reading.samples().size() + " of 40 numbers");
        assertError(range("vector(0) / vector(0)", SECOND, SECOND), "the query is NaN");
        assertError(range("vector(1) / vector(0)", SECOND, SECOND), "the query is +Inf");
        assertError(range("absent_metric", SECOND, SECOND), "the query gives no series");
    }

    @Test
    public void aMetricThatHasGoneIsNoMeasurement() throws Exception {
        PROMETHEUS.set("brief", 1);
        PROMETHEUS.awaitScrape();
        assertThat(now(query("brief")).outcome()).isEqualTo(Outcome.NUMBERS);

        PROMETHEUS.remove("brief");
        PROMETHEUS.awaitScrape();

        assertError(query("brief"), "the query gives no series");
    }

    @Test
    public void theUsualAddressIsAsked() throws Exception {
        PrometheusSource source = PrometheusSource.of("", "vector(1)");
        Subject subject = Subjects.of("a", "a", Map.of());
        Laboratory knowing = new Laboratory(
                Clock.systemUTC(),
                Path.of("."),
                Credentials.NONE,
                Addresses.ofVariables(Map.of("ROLLOUT_PROMETHEUS_URL", PROMETHEUS.url() + "/")));
        Laboratory without =
                new Laboratory(Clock.systemUTC(), Path.of("."), Credentials.NONE, Addresses.ofVariables(Map.of()));

        assertThat(source.read(Inquiry.now(source, subject), knowing).samples()).containsExactly(Sample.of(1));
        assertThat(source.read(Inquiry.now(source, subject), without))
                .extracting(Reading::outcome, Reading::detail)
                .containsExactly(
                        Outcome.ERROR, "the check says no 'url' of prometheus; add it, or set ROLLOUT_PROMETHEUS_URL");
    }

    @Test
    public void anotherAddressIsNotPrometheus() throws Exception {
        assertError(PrometheusSource.of(PROMETHEUS.url() + "/api/v1", "up"), "it answered 404");
        assertError(PrometheusSource.of("http://127.0.0.1:1", "up"), "127.0.0.1:1 refuses the connection");
    }

    @Test
    public void aMissingLabelIsNoMeasurement() throws Exception {
        assertError(query("up{region=\"{label.region}\"}"), "has a label 'region'");
    }

    private static int samples(PrometheusSource source) {
        try {
            return now(source).samples().size();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrometheusSource range(String query, Duration range, Duration step) {
        return new PrometheusSource(PROMETHEUS.url(), query, "", false, range, step, SECOND.multipliedBy(10), "");
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
        return read(source, Subjects.of("acme-production", "acme", Map.of()), ago);
    }

    private static Reading read(PrometheusSource source, Subject subject, Duration ago) throws InterruptedException {
        return source.read(
                new Inquiry(source, subject, ago), new Laboratory(Clock.systemUTC(), Path.of("."), Credentials.NONE));
    }
}
