package io.jenkins.plugins.rollout.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.YamlReader;
import io.jenkins.plugins.rollout.source.Reading.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Numbers out of whatever JSON an API answers with. */
public class JsonSourceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.500Z");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<String> asked = new AtomicReference<>();
    private HttpServer server;
    private String base;

    @Before
    public void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @After
    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    public void aNumberAtAPointer() throws Exception {
        answers("{\"other\": [1, {\"data\": 2}], \"data\": {\"p50\": 12, \"p95\": 231.5}}");

        Reading reading = read("/data/p95");

        assertThat(reading.outcome()).as(reading.detail()).isEqualTo(Outcome.NUMBERS);
        assertThat(reading.samples()).containsExactly(Sample.of(231.5));
        assertThat(reading.detail()).isEqualTo("is 231.5");
    }

    @Test
    public void whereverItStands() throws Exception {
        answers("{\"a/b\": {\"m~n\": [[], [5, 6, {\"\": 7}]]}, \"x\": 8}");

        assertThat(read("/a~1b/m~0n/1/1").samples()).containsExactly(Sample.of(6));
        assertThat(read("/a~1b/m~0n/1/2/").samples()).containsExactly(Sample.of(7));
        answers(" 42 ");
        assertThat(read("").samples()).containsExactly(Sample.of(42));
    }

    @Test
    public void whatCanBeTakenForANumber() throws Exception {
        answers("[\"0.25\", true, false, \"1e3\", \"NaN\", -3]");

        assertThat(read("/0").samples()).containsExactly(Sample.of(0.25));
        assertThat(read("/1").samples()).containsExactly(Sample.of(1));
        assertThat(read("/2").samples()).containsExactly(Sample.of(0));
        assertThat(read("/3").samples()).containsExactly(Sample.of(1000));
        assertThat(read("/4").samples()).containsExactly(Sample.of(Double.NaN));
        assertThat(read("/5").samples()).containsExactly(Sample.of(-3));
    }

    @Test
    public void whatIsNoNumberIsNoMeasurement() throws Exception {
        answers("{\"a\": null, \"b\": {}, \"c\": [1], \"d\": \"12 ms\", \"e\": \"\", \"f\": \"0x1p3\"}");

        assertError("/a", "what stands at /a in its answer is null, and no number");
        assertError("/b", "what stands at /b in its answer is an object, and no number");
        assertError("/c", "what stands at /c in its answer is a list, and no number");
        assertError("/d", "what stands at /d in its answer is the text '12 ms', and no number");
        assertError("/e", "what stands at /e in its answer is an empty text, and no number");
        assertError("/f", "what stands at /f in its answer is the text '0x1p3', and no number");
        assertError("/g", "there is nothing at /g in its answer");
        assertError("/c/1", "there is nothing at /c/1 in its answer");
        answers("");
        assertError("/a", "its answer is empty; see that the address is that of the API");
        answers("{\"b\": 1");
        assertError("/a", "its answer breaks off: the JSON is not complete");
        answers("<html>");
        assertThat(read("/a").detail()).startsWith("its answer is not JSON");
    }

    @Test
    public void anotherStatusIsNoMeasurement() throws Exception {
        server.createContext("/api", exchange -> {
            exchange.sendResponseHeaders(503, 0);
            exchange.getResponseBody().write("{\"a\": 1, \"error\": \"down\"}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });

        assertError("/a", "it answered 503: {\"a\": 1, \"error\": \"down\"}");
    }

    @Test
    public void totalsOfEventsAndRequests() throws Exception {
        answers("{\"requests\": \"1200\", \"errors\": 3}");

        Reading pair =
                read(new JsonSource(base + "/api", "/errors", "/requests", false, JsonSource.DEFAULT_TIMEOUT, ""));
        assertThat(pair.samples()).containsExactly(new Sample(3, 1200));
        assertThat(pair.detail()).isEqualTo("3 of 1200 so far");
        Reading alone = read(new JsonSource(base + "/api", "/errors", "", true, JsonSource.DEFAULT_TIMEOUT, ""));
        assertThat(alone.samples()).containsExactly(new Sample(3, NOW.toEpochMilli() / 1e3));
    }

    @Test
    public void theAddressIsTheInstances() throws Exception {
        answers("1");

        JsonSource below = new JsonSource("/api/{customer}?v={version}", "", "", false, JsonSource.DEFAULT_TIMEOUT, "");
        assertThat(below.needsUrl()).isTrue();
        read(below);
        assertThat(asked).hasValue("/api/acme%20%26%20Co%2F..?v=4.2.0");
        JsonSource absolute = new JsonSource(base + "/api/{instance}/", "", "", false, JsonSource.DEFAULT_TIMEOUT, "");
        assertThat(absolute.needsUrl()).isFalse();
        read(absolute);
        assertThat(asked).hasValue("/api/acme-production/");
    }

    @Test(timeout = 60_000)
    public void whateverItsSizeItNeedsNoMemory() throws Exception {
        server.createContext("/api", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write("{\"first\": 7, \"many\": [".getBytes(StandardCharsets.UTF_8));
                byte[] part =
                        "[{\"a\": \"bbbbbbbbbbbbbbbbbbbb\"}],".repeat(1000).getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < 3500; i++) {
                    body.write(part);
                }
                body.write("1], \"last\": 8}".getBytes(StandardCharsets.UTF_8));
            }
        });

        assertThat(read("/first").samples()).containsExactly(Sample.of(7));
        assertError("/last", "its answer is longer than 16384 KiB, and was not read on; ask for less");
    }

    @Test
    public void digitsThatNoNumberHoldsAreNone() throws Exception {
        answers("{\"a\": 1e999, \"b\": \"-1e999\", \"c\": 1e-999}");

        assertError("/a", "what stands at /a in its answer is too large, and no number");
        assertError("/b", "what stands at /b in its answer is too large, and no number");
        assertThat(read("/c").samples()).containsExactly(Sample.of(0));
    }

    @Test
    public void depthAndLengthAreBounded() throws Exception {
        answers("[".repeat(200_000));
        assertThat(read("/a").outcome()).isEqualTo(Outcome.ERROR);
        answers("{\"a\": " + "9".repeat(100_000) + "}");
        assertThat(read("/a").outcome()).isEqualTo(Outcome.ERROR);
        answers("{\"a\": \"" + "9".repeat(100_000) + "\"}");
        assertThat(read("/a").detail()).hasSizeLessThan(400).endsWith("…', and no number");
    }

    @Test
    public void howItIsWritten() {
        Problems problems = new Problems();

        assertThat(source("{url: 'https://apm.example.com/api/{instance}', pointer: /data/p95}", problems))
                .contains(new JsonSource(
                        "https://apm.example.com/api/{instance}",
                        "/data/p95",
                        "",
                        false,
                        JsonSource.DEFAULT_TIMEOUT,
                        ""));
        assertThat(source("{url: /stats, pointer: /e, total: /r, timeout: 2s, credentials: apm}", problems))
                .contains(new JsonSource("/stats", "/e", "/r", false, Duration.ofSeconds(2), "apm"));
        assertThat(problems.list()).isEmpty();
        source("{url: ftp://x, pointer: data}", problems);
        source("{url: 'https://u:p@x/', pointer: /a~2, total: /a~2}", problems);
        source("{pointer: /a, kind: 3}", problems);
        source("{url: /x}", problems);
        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "t.yaml:1:7: 'url' must begin with http:// or https://, is 'ftp://x';"
                                + " write one such as https://prometheus.example.com",
                        "t.yaml:1:25: 'data' in 'pointer' isn't a JSON pointer; write one such as /status/db",
                        "t.yaml:1:7: 'url' must not have a user or password, which 'credentials' name,"
                                + " is 'https://u:p@x/'; write one such as https://prometheus.example.com",
                        "t.yaml:1:34: '/a~2' in 'pointer' isn't a JSON pointer; write one such as /status/db",
                        "t.yaml:1:47: '/a~2' in 'total' isn't a JSON pointer; write one such as /status/db",
                        "t.yaml:1:47: 'total' is the same as 'pointer'; it says how many requests those events are a part of",
                        "t.yaml:1:15: unknown key 'kind'; a json check has url, pointer, total, counter, timeout, credentials",
                        "t.yaml:1:1: a json check must have 'url'; add it",
                        "t.yaml:1:1: a json check must have 'pointer'; add it");
    }

    private static Optional<Source> source(String yaml, Problems problems) {
        return YamlReader.read("t.yaml", yaml, problems).flatMap(node -> new JsonSourceReader().read(node, problems));
    }

    private void assertError(String pointer, String detail) throws InterruptedException {
        Reading reading = read(pointer);
        assertThat(reading.detail()).isEqualTo(detail);
        assertThat(reading.outcome()).isEqualTo(Outcome.ERROR);
    }

    private void answers(String body) {
        try {
            server.removeContext("/api");
        } catch (IllegalArgumentException e) {
            // There was none yet.
        }
        server.createContext("/api", exchange -> {
            asked.set(exchange.getRequestURI().toString());
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    private Reading read(String pointer) throws InterruptedException {
        return read(new JsonSource(base + "/api", pointer, "", false, JsonSource.DEFAULT_TIMEOUT, ""));
    }

    private Reading read(JsonSource source) throws InterruptedException {
        Subject subject = new Subject(
                "acme-production",
                base,
                "4.2.0",
                Map.of(),
                Map.of(
                        "ROLLOUT_INSTANCE", "acme-production",
                        "ROLLOUT_CUSTOMER", "acme & Co/..",
                        "ROLLOUT_VERSION", "4.2.0"));
        return Inquiry.now(source, subject)
                .answer(new Laboratory(Clock.fixed(NOW, ZoneOffset.UTC), Path.of("."), Credentials.NONE));
    }
}
