package io.jenkins.plugins.rollout.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.rollout.testing.HostileServer;
import io.jenkins.plugins.rollout.testing.SecureServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** APIs that answer in all the ways in which real ones, and what stands before them, do. */
public class ApiRequestTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ApiRequest.Reader<String> TEXT =
            answer -> new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private Credentials keys = Credentials.NONE;

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
    public void anAnswerIsRead() throws Exception {
        answers(200, "well");

        assertThat(get().ask(laboratory(), TEXT)).isEqualTo("well");
    }

    @Test
    public void aFormIsEncoded() throws Exception {
        AtomicReference<String> sent = new AtomicReference<>();
        server.createContext("/", exchange -> {
            sent.set(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            send(exchange, 200, "");
        });

        ApiRequest.post(url(), Map.of("query", "a{b=\"ü&+ \"}"), PATIENCE, "").ask(laboratory(), TEXT);

        assertThat(sent).hasValue("application/x-www-form-urlencoded query=a%7Bb%3D%22%C3%BC%26%2B+%22%7D");
    }

    @Test
    public void aHundredMegabytesAreNotRead() throws Exception {
        AtomicLong written = new AtomicLong();
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                byte[] some = "[1,2,3,4,5,6,7],".repeat(4096).getBytes(StandardCharsets.UTF_8);
                body.write('[');
                while (written.get() < 100L << 20) {
                    body.write(some);
                    written.addAndGet(some.length);
                }
            }
        });

        // The parser keeps nothing, so that the memory is a matter of the request alone.
        assertProblem(
                new ApiRequest(url(), Map.of(), PATIENCE, "", 1 << 20),
                answer -> {
                    try (var json = JSON.createParser(answer.body())) {
                        while (json.nextToken() != null) {}
                    }
                    return "";
                },
                "its answer is longer than 1024 KiB, and was not read on");
        assertThat(written.get()).isLessThan(50L << 20);
    }

    @Test
    public void anAnswerThatDripsIsCutOff() throws Exception {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                do {
                    body.write(' ');
                    body.flush();
                } while (!hold(20));
            }
        });
        long start = System.nanoTime();

        assertProblem(
                ApiRequest.get(url(), Duration.ofMillis(300), ""),
                TEXT,
                "no answer from 127.0.0.1:" + port() + " within 300 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    public void silenceIsCutOff() throws Exception {
        server.createContext("/", exchange -> hold(60_000));

        assertProblem(ApiRequest.get(url(), Duration.ofMillis(300), ""), TEXT, "within 300 ms");
    }

    @Test
    public void whoIsInterruptedGoesAtOnce() throws Exception {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            hold(60_000);
        });
        Thread asking = Thread.currentThread();
        threads.execute(() -> {
            hold(300);
            asking.interrupt();
        });

        assertThatThrownBy(() -> get().ask(laboratory(), TEXT)).isInstanceOf(InterruptedException.class);
    }

    @Test
    public void anAnswerThatBreaksOffIsNone() throws Exception {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("{\"data\":".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        assertProblem(get(), TEXT, "no complete answer from 127.0.0.1:");
    }

    @Test
    public void jsonThatIsNone() throws Exception {
        answers(200, "<html>Please log in</html>");
        assertProblem(get(), this::json, "its answer is not JSON");
    }

    @Test
    public void jsonThatIsNotComplete() throws Exception {
        answers(200, "{\"data\": [1, 2");
        assertProblem(get(), this::json, "its answer breaks off: the JSON is not complete");
    }

    @Test
    public void otherStatusesAreQuoted() throws Exception {
        answers(503, "upstream\nis down");
        assertProblem(
                get(),
                answer -> {
                    answer.requireOk();
                    return "";
                },
                "it answered 503: upstream is down");
    }

    @Test
    public void aRedirectIsNotFollowed() throws Exception {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "https://login.example.com/");
            send(exchange, 302, "");
        });
        assertProblem(
                get(), TEXT, "it answered 302, a redirect to https://login.example.com/; redirects are not followed");
    }

    @Test
    public void credentialsAreSentAndNeverShown() throws Exception {
        server.createContext(
                "/",
                exchange -> send(
                        exchange,
                        500,
                        "you sent " + exchange.getRequestHeaders().getFirst("Authorization")));
        keys = keys(Authorization.bearer("s3cret"));
        assertProblem(
                ApiRequest.get(url(), PATIENCE, "token"),
                answer -> {
                    answer.requireOk();
                    return "";
                },
                "it answered 500: you sent ****");
    }

    /** Cut first, half a secret would be none any more. */
    @Test
    public void credentialsInWhatIsNoAnswerAreNeverShown() throws Exception {
        String secret = "s3cret".repeat(20);
        keys = keys(Authorization.bearer(secret));
        try (HostileServer hostile = HostileServer.start()
                .on(
                        "echo",
                        (client, out) -> out.write(
                                HostileServer.bytes("x".repeat(100) + secret + "x".repeat(1000) + "\r\n\r\n")))) {
            ApiException problem = catchThrowableOfType(
                    ApiException.class, () -> ApiRequest.get(hostile.url() + "/echo", PATIENCE, "token")
                            .ask(laboratory(), TEXT));

            assertThat(problem).hasMessageContaining("xxx****xxx").hasMessageEndingWith("x…");
            assertThat(problem.getMessage()).doesNotContain("s3c").hasSizeLessThan(300);
        }
    }

    @Test
    public void credentialsThatAreRefused() throws Exception {
        answers(401, "");
        keys = keys(Authorization.basic("ann", "s3cret"));
        assertProblem(
                ApiRequest.get(url(), PATIENCE, "token"), TEXT, "it answered 401; the credentials 'token' are not");
        assertProblem(get(), TEXT, "it answered 401; name 'credentials' that it accepts");
    }

    @Test
    public void credentialsThatAreMissing() throws Exception {
        assertProblem(ApiRequest.get(url(), PATIENCE, "token"), TEXT, "there are no credentials 'token' here");
    }

    @Test
    public void credentialsThatNoHeaderCarries() throws Exception {
        keys = keys(Authorization.bearer("s3\u0000cret"));
        assertProblem(ApiRequest.get(url(), PATIENCE, "token"), TEXT, "the credentials 'token' hold a character");
    }

    @Test
    public void nobodyThere() throws Exception {
        assertProblem(ApiRequest.get("http://127.0.0.1:1/x", PATIENCE, ""), TEXT, "127.0.0.1:1 refuses the connection");
        assertProblem(
                ApiRequest.get("http://nowhere.invalid/x", PATIENCE, ""),
                TEXT,
                "the host nowhere.invalid is not known here");
        assertProblem(ApiRequest.get("no address", PATIENCE, ""), TEXT, "its address is unusable");
    }

    @Test
    public void aCertificateThatIsNotTrusted() throws Exception {
        try (SecureServer secure = SecureServer.selfSigned(folder.getRoot().toPath())) {
            assertProblem(
                    ApiRequest.get(secure.url(), PATIENCE, ""),
                    TEXT,
                    "the certificate of " + secure.place() + " is not trusted here; import that of the authority");
        }
    }

    @Test
    public void aServerWithoutTls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> {
                try (Socket one = plain.accept()) {
                    one.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    hold(60_000);
                } catch (IOException e) {
                    // The client is gone.
                }
            });
            assertProblem(
                    ApiRequest.get("https://127.0.0.1:" + plain.getLocalPort() + "/", PATIENCE, ""),
                    TEXT,
                    "no secure connection to 127.0.0.1:" + plain.getLocalPort());
        }
    }

    private void answers(int status, String body) {
        server.createContext("/", exchange -> send(exchange, status, body));
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

    private String json(ApiAnswer answer) throws IOException {
        return JSON.readTree(answer.body()).toString();
    }

    private void assertProblem(ApiRequest request, ApiRequest.Reader<String> reader, String says) {
        ApiException problem = catchThrowableOfType(ApiException.class, () -> request.ask(laboratory(), reader));
        assertThat(problem)
                .hasMessageStartingWith(says.startsWith("within") ? "" : says)
                .hasMessageContaining(says);
    }

    private static Credentials keys(Authorization secret) {
        return new Credentials() {
            @Override
            public Optional<Authorization> find(String wanted) {
                return Optional.of(secret);
            }

            @Override
            public String missing(String wanted) {
                return "";
            }
        };
    }

    private ApiRequest get() {
        return ApiRequest.get(url(), PATIENCE, "");
    }

    private Laboratory laboratory() {
        return new Laboratory(Clock.systemUTC(), Path.of("."), keys);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private String url() {
        return "http://127.0.0.1:" + port() + "/";
    }
}
