package io.jenkins.plugins.rollout.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.rollout.source.Reading.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Answers that a healthy Prometheus doesn't give: of one that is ill, of what stands before it, of something else. */
public class BadPrometheusTest {
    private static final String VECTOR =
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[%s]}%s}";
    private static final String SERIES = "{\"metric\":{\"path\":\"/%d\"},\"value\":[1700000000.5,\"7\"]}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @Before
    public void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @After
    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    public void warningsAreShown() throws Exception {
        Reading reading = read(200, VECTOR.formatted(SERIES.formatted(1), ",\"warnings\":[\"a store is\\ndown\"]"));

        assertThat(reading.samples()).containsExactly(Sample.of(7));
        assertThat(reading.detail()).isEqualTo("is 7; Prometheus warns: a store is down");
    }

    @Test
    public void anErrorIsQuoted() throws Exception {
        assertError(
                read(503, "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"}"),
                "it answered 503, timeout: query timed out");
        assertError(
                read(200, "{\"status\":\"error\",\"errorType\":\"internal\",\"error\":\"sorry\"}"),
                "it answered 200, internal: sorry");
    }

    @Test
    public void aProxysErrorIsQuoted() throws Exception {
        answer(502, "text/html", "<html>Bad gateway</html>");
        assertError(read(), "it answered 502: <html>Bad gateway</html>");
    }

    @Test
    public void whatIsNotOfPrometheus() throws Exception {
        for (String other : List.of(
                "{}",
                "[]",
                "7",
                "{\"status\":\"success\"}",
                "{\"status\":\"success\",\"data\":[]}",
                "{\"status\":\"success\",\"data\":{\"result\":{}}}",
                VECTOR.formatted("{}", ""),
                VECTOR.formatted("{\"value\":[1,2]}", ""),
                VECTOR.formatted("{\"value\":{}}", ""),
                VECTOR.formatted("[]", ""),
                VECTOR.formatted("{\"metric\":7,\"value\":[1,\"2\"]}", ""))) {
            assertError(read(200, other), "its answer is not one of Prometheus; see that 'url' is the address");
        }
    }

    @Test
    public void whatIsNotJson() throws Exception {
        assertError(read(200, "<html>Please log in"), "its answer is not JSON");
        assertError(read(200, ""), "its answer is not one of Prometheus");
        assertError(read(200, "{\"status\":\"success\",\"data\":{\"result\":["), "its answer breaks off");
        assertError(read(200, VECTOR.formatted(SERIES.formatted(1), "").replace("}]}}", "")), "its answer breaks off");
        assertError(read(200, "[".repeat(100_000)), "its answer is not one of Prometheus");
        assertError(read(200, "{\"x\":" + "[".repeat(100_000)), "its answer is nested too deep");
    }

    @Test
    public void aHistogramIsNoNumber() throws Exception {
        assertError(
                read(200, VECTOR.formatted("{\"metric\":{},\"histogram\":[1,{\"count\":\"1\"}]}", "")),
                "the query gives a native histogram and no number");
    }

    /** Memory is bounded, for nothing of the rest is fetched. */
    @Test
    public void seriesWithoutEndAreNotRead() throws Exception {
        AtomicLong written = new AtomicLong();
        server.createContext("/", exchange -> {
            begin(exchange, 200, "application/json");
            try (OutputStream body = exchange.getResponseBody()) {
                body.write("{\"status\":\"success\",\"data\":{\"result\":[".getBytes(StandardCharsets.UTF_8));
                byte[] series = (SERIES.formatted(1) + ",").repeat(100).getBytes(StandardCharsets.UTF_8);
                while (written.get() < 100L << 20) {
                    body.write(series);
                    written.addAndGet(series.length);
                }
            }
        });

        assertError(read(), "the query gives 10000 series or more where one number is wanted");
        assertThat(written.get()).isLessThan(50L << 20);
    }

    @Test
    public void oneSeriesWithoutEndIsNotRead() throws Exception {
        AtomicLong written = new AtomicLong();
        server.createContext("/", exchange -> {
            begin(exchange, 200, "application/json");
            try (OutputStream body = exchange.getResponseBody()) {
                body.write("{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{\"x\":\""
                        .getBytes(StandardCharsets.UTF_8));
                byte[] text = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
                while (written.get() < 100L << 20) {
                    body.write(text);
                    written.addAndGet(text.length);
                }
            }
        });

        assertError(read(), "its answer is nested too deep, or has a name, a text or a number that is too long");
        assertThat(written.get()).isLessThan(30L << 20);
    }

    @Test
    public void pointsWithoutEndAreNotRead() throws Exception {
        String points = "[1,\"2\"],".repeat(12_000) + "[1,\"2\"]";
        answer(200, "application/json", VECTOR.formatted("{\"metric\":{},\"values\":[" + points + "]}", ""));
        assertError(read(), "the query gives more than 11000 points, and was not read on");
    }

    @Test
    public void anAnswerThatNeverComesIsNoMeasurement() throws Exception {
        server.createContext("/", exchange -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                // The test has ended.
            }
        });
        assertError(read(Duration.ofMillis(300)), "no answer from 127.0.0.1:");
    }

    private Reading read(int status, String body) throws InterruptedException {
        answer(status, "application/json", body);
        return read();
    }

    /** It becomes visible between two questions; the answer to one of them would be older than that to the other. */
    @Test
    public void bothNumbersOfAPairAreOfTheSameScrapes() throws Exception {
        AtomicLong asked = new AtomicLong();
        String series = "{\"metric\":{},\"value\":[1700000000.5,\"%d\"]}";
        server.createContext("/", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean isScraped = asked.incrementAndGet() > 1;
            long number = form.contains("query=all") ? (isScraped ? 200 : 100) : (isScraped ? 20 : 10);
            begin(exchange, 200, "application/json");
            exchange.getResponseBody()
                    .write(VECTOR.formatted(series.formatted(number), "").getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });

        assertThat(read("failed", "all", Duration.ofSeconds(20)).samples()).containsExactly(new Sample(20, 200));
    }

    private void answer(int status, String type, String body) {
        try {
            server.removeContext("/");
        } catch (IllegalArgumentException e) {
            // The first one.
        }
        server.createContext("/", exchange -> {
            begin(exchange, status, type);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
    }

    private static void begin(HttpExchange exchange, int status, String type) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, 0);
    }

    private Reading read() throws InterruptedException {
        return read(Duration.ofSeconds(20));
    }

    private Reading read(Duration timeout) throws InterruptedException {
        return read("up", "", timeout);
    }

    private Reading read(String query, String total, Duration timeout) throws InterruptedException {
        PrometheusSource source = new PrometheusSource(
                "http://127.0.0.1:" + server.getAddress().getPort(),
                query,
                total,
                false,
                Duration.ZERO,
                Duration.ZERO,
                timeout,
                "");
        return source.read(
                Inquiry.now(source, Subjects.of("a", "a", Map.of())),
                new Laboratory(Clock.systemUTC(), Path.of("."), Credentials.NONE));
    }

    private static void assertError(Reading reading, String says) {
        assertThat(reading.outcome()).as(reading.detail()).isEqualTo(Outcome.ERROR);
        assertThat(reading.detail()).startsWith(says);
    }
}
