package io.jenkins.plugins.rollout.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.rollout.source.Reading.Outcome;
import io.jenkins.plugins.rollout.testing.HostileServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Instances that answer in all the ways in which real ones do. */
public class HttpSourceTest {
    /** Also where the machine has much to do. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<String> asked = new AtomicReference<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private Credentials keys = Credentials.NONE;
    private HttpSource check = new HttpSource("/health", 200, Duration.ZERO, "", Map.of(), TIMEOUT, "");

    @Before
    public void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @After
    public void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    public void theWantedStatusPasses() throws Exception {
        answers(200, "well");
        assertThat(measure().outcome()).isEqualTo(Outcome.PASS);
        assertThat(measure().detail()).matches("answered 200 after \\d+ ms");
        assertThat(asked).hasValue("/health");
    }

    @Test
    public void anotherStatusFails() throws Exception {
        answers(503, "");
        assertFails("answered 503 after", "wanted 200");
        check = new HttpSource("/health", 503, Duration.ZERO, "", Map.of(), TIMEOUT, "");
        assertThat(measure().outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    public void aSlowAnswerFails() throws Exception {
        server.createContext("/", exchange -> {
            hold(150);
            send(exchange, 200, "");
        });
        check = new HttpSource("/health", 200, Duration.ofMillis(100), "", Map.of(), Duration.ofSeconds(10), "");
        assertFails("answered 200 after", "wanted less than 100 ms");
        assertThat(measure().took()).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        check = new HttpSource("/health", 200, Duration.ofSeconds(10), "", Map.of(), Duration.ofSeconds(10), "");
        assertThat(measure().outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    public void theBodyMustContainTheText() throws Exception {
        answers(200, "billing 4.2.0 is up, ü");
        check = new HttpSource("/health", 200, Duration.ZERO, "billing {version} is up, ü", Map.of(), TIMEOUT, "");
        assertThat(measure().outcome()).isEqualTo(Outcome.PASS);
        check = new HttpSource("/health", 200, Duration.ZERO, "on {instance}", Map.of(), TIMEOUT, "");
        assertFails("the body lacks 'on acme-production'");
    }

    @Test
    public void jsonMustHaveTheValues() throws Exception {
        answers(200, "{\"status\": {\"db\": \"up\", \"checks\": [1, true]}, \"version\": \"4.2.0\"}");
        assertThat(json("/version", "{version}").outcome()).isEqualTo(Outcome.PASS);
        assertThat(json("/status/checks/0", "1").outcome()).isEqualTo(Outcome.PASS);
        assertThat(json("/status/checks/1", "true").outcome()).isEqualTo(Outcome.PASS);
        assertThat(json("/status/db", "down").detail()).endsWith("/status/db is 'up', wanted 'down'");
        assertThat(json("/nowhere", "x").detail()).endsWith("there is no /nowhere, wanted 'x'");
    }

    @Test
    public void aBodyThatIsNoJsonFails() throws Exception {
        answers(200, "<html>");
        assertThat(json("/version", "1").detail()).endsWith("the body is not JSON");
    }

    @Test
    public void placeholdersInThePathAreDataNotAddress() throws Exception {
        answers(200, "");
        check = new HttpSource(
                "/is/{version}?instance={instance}&customer={customer}", 200, Duration.ZERO, "", Map.of(), TIMEOUT, "");

        Reading measured = measure(subject("4.2 rc/1?&#%ü", url()));

        assertThat(measured.outcome()).as(measured.detail()).isEqualTo(Outcome.PASS);
        assertThat(asked).hasValue("/is/4.2%20rc%2F1%3F%26%23%25%C3%BC?instance=acme-production&customer=acme");
    }

    @Test
    public void whatAPlaceholderBringsIsNotFilledAgain() throws Exception {
        answers(200, "it is {instance} of acme");
        check = new HttpSource("/health", 200, Duration.ZERO, "it is {version} of {customer}", Map.of(), TIMEOUT, "");

        assertThat(measure(subject("{instance}", url())).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    public void aRedirectIsAnAnswerOfItsOwn() throws Exception {
        AtomicInteger elsewhere = new AtomicInteger();
        server.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            send(exchange, 200, "");
        });
        server.createContext("/health", exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            send(exchange, 302, "");
        });

        assertFails("answered 302");

        assertThat(elsewhere).hasValue(0);
    }

    @Test
    public void nobodyThereFails() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        Reading measured = measure(subject("4.2.0", "http://127.0.0.1:" + free));

        assertThat(measured.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(measured.detail()).startsWith("no answer: ").doesNotEndWith("null");
    }

    @Test
    public void noAnswerInTimeFails() throws Exception {
        server.createContext("/", exchange -> hold(60_000));
        waitBriefly();
        assertFails("no answer within 700 ms");
    }

    private void waitBriefly() {
        check = new HttpSource("/health", 200, Duration.ZERO, "", Map.of(), Duration.ofMillis(700), "");
    }

    @Test
    public void anAnswerThatDripsFails() throws Exception {
        waitBriefly();
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                do {
                    body.write('.');
                    body.flush();
                } while (!hold(20));
            }
        });

        Reading measured = measure();

        assertThat(measured.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(measured.detail()).isEqualTo("no answer within 700 ms");
        assertThat(measured.took()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    public void anAnswerWithoutEndIsOnlyReadSoFar() throws Exception {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write("well".getBytes(StandardCharsets.UTF_8));
                byte[] more = new byte[1 << 16];
                while (end.getCount() > 0) {
                    body.write(more);
                }
            }
        });
        check = new HttpSource("/health", 200, Duration.ZERO, "well", Map.of(), Duration.ofSeconds(20), "");

        assertThat(measure().outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    public void theSlashBetweenAddressAndPathIsThereOnce() throws Exception {
        answers(200, "");
        measure(subject("4.2.0", url() + "/billing/"));
        assertThat(asked).hasValue("/billing/health");
        measure(subject("4.2.0", url() + "/billing"));
        assertThat(asked).hasValue("/billing/health");
    }

    private void answers(int status, String body) {
        server.createContext("/", exchange -> {
            asked.set(exchange.getRequestURI().toString());
            send(exchange, status, body);
        });
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** @return whether the test ended meanwhile */
    private boolean hold(long millis) {
        try {
            return end.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void assertFails(String... says) throws InterruptedException {
        Reading measured = measure();
        assertThat(measured.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(measured.detail()).contains(says);
    }

    // Credentials

    private static Credentials keys(String id, Authorization secret) {
        return new Credentials() {
            @Override
            public Optional<Authorization> find(String wanted) {
                return Optional.of(secret).filter(found -> wanted.equals(id));
            }

            @Override
            public String missing(String wanted) {
                return "there is no " + wanted;
            }
        };
    }

    private Reading authorized(String body, String credentials) throws InterruptedException {
        AtomicReference<String> sent = new AtomicReference<>("");
        server.createContext("/", exchange -> {
            String header = exchange.getRequestHeaders().getFirst("Authorization");
            sent.set(header == null ? "" : header);
            send(exchange, 200, body.replace("ECHO", sent.get()));
        });
        check = new HttpSource("/health", 200, Duration.ZERO, "", Map.of("/said", "x"), TIMEOUT, credentials);
        Reading measured = measure();
        asked.set(sent.get());
        return measured;
    }

    @Test
    public void aTokenIsSentWithoutItsLineBreak() throws Exception {
        keys = keys("token", Authorization.bearer("s3cret\n"));

        authorized("{}", "token");

        assertThat(asked).hasValue("Bearer s3cret");
    }

    @Test
    public void aPasswordIsSent() throws Exception {
        keys = keys("user", Authorization.basic("ann", "s3cret"));

        authorized("{}", "user");

        assertThat(asked).hasValue("Basic YW5uOnMzY3JldA==");
    }

    @Test
    public void aSecretThatIsRepeatedIsMasked() throws Exception {
        keys = keys("token", Authorization.bearer("s3cret"));

        Reading measured = authorized("{\"said\": \"ECHO\"}", "token");

        assertThat(measured.detail()).contains("****").doesNotContain("s3cret");
    }

    /** Cut first, half a secret would be none any more. */
    @Test
    public void aSecretInWhatIsNoAnswerIsMasked() throws Exception {
        String secret = "s3cret".repeat(20);
        keys = keys("token", Authorization.bearer(secret));
        check = new HttpSource("/health", 200, Duration.ZERO, "", Map.of(), TIMEOUT, "token");
        try (HostileServer hostile = HostileServer.start()
                .on(
                        "health",
                        (client, out) -> out.write(
                                HostileServer.bytes("x".repeat(100) + secret + "x".repeat(1000) + "\r\n\r\n")))) {
            assertThat(measure(subject("4.2.0", hostile.url())).detail())
                    .contains("xxx****xxx")
                    .doesNotContain("s3c")
                    .hasSizeLessThan(300);
        }
    }

    @Test
    public void unknownCredentialsAreNoMeasurement() throws Exception {
        Reading measured = authorized("{}", "token");

        assertThat(measured.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(measured.detail()).isEqualTo("there are no credentials 'token' here");
    }

    @Test
    public void aSecretThatNoHeaderCarriesIsNotQuoted() throws Exception {
        keys = keys("token", Authorization.bearer("s3\u0000cret"));

        Reading measured = authorized("{}", "token");

        assertThat(measured.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(measured.detail())
                .isEqualTo("the credentials 'token' hold a character that can't be sent in a header");
    }

    @Test
    public void aSecretIsNotSentOnToWhereAnAnswerPoints() throws Exception {
        AtomicInteger elsewhere = new AtomicInteger();
        server.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            send(exchange, 200, "");
        });
        server.createContext("/health", exchange -> {
            exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
            send(exchange, 302, "");
        });
        keys = keys("token", Authorization.bearer("s3cret"));
        check = new HttpSource("/health", 200, Duration.ZERO, "", Map.of(), TIMEOUT, "token");

        assertFails("answered 302");
        assertThat(elsewhere).hasValue(0);
    }

    private Reading json(String pointer, String value) throws InterruptedException {
        check = new HttpSource("/health", 200, Duration.ZERO, "", Map.of(pointer, value), TIMEOUT, "");
        return measure();
    }

    private Reading measure() throws InterruptedException {
        return measure(subject("4.2.0", url()));
    }

    private Reading measure(Subject subject) throws InterruptedException {
        return check.read(Inquiry.now(check, subject), new Laboratory(Clock.systemUTC(), Path.of("."), keys));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Subject subject(String version, String url) {
        return new Subject(
                "acme-production",
                url,
                version,
                Map.of(),
                Map.of(
                        "ROLLOUT_VERSION", version,
                        "ROLLOUT_INSTANCE", "acme-production",
                        "ROLLOUT_CUSTOMER", "acme",
                        "ROLLOUT_ENVIRONMENT", "production"));
    }
}
