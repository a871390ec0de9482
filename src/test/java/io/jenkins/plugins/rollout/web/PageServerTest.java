package io.jenkins.plugins.rollout.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the page's server answers, and what it refuses. */
public class PageServerTest {
    private static final String HOSTILE = "<script>alert('1')</script>/../\"quoted\"+$(reboot) %2F";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final HttpClient client = HttpClient.newHttpClient();
    private final SampleRollout rollout =
            SampleRollout.of("r1", List.of("acme", "globex"), List.of("uat", "production"));
    private Path log;
    private PageServer server;

    @Before
    public void serve() throws IOException {
        rollout.instance(HOSTILE, "acme", "uat", 1);
        log = folder.newFile("deploy-1.log").toPath();
        server = PageServer.start(new InMemoryViews(log, rollout));
    }

    @After
    public void close() {
        server.close();
    }

    @Test
    public void listensOnLoopbackOnly() {
        assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
        assertThat(server.address("a b/c").getRawQuery()).isEqualTo("rollout=a+b%2Fc");
    }

    @Test
    public void servesThePageAndEverythingItLoads() throws Exception {
        String index = get("").body();
        assertThat(index).contains("data-rollout-page").doesNotContain("<style").doesNotContain("style=");

        for (String file :
                List.of("app.js", "rollout.css", "theme.css", "drawer.css", "chart.css", "page.css", "icon.svg")) {
            assertThat(index + "icon.svg").contains(file);
            assertThat(get(file).statusCode()).as(file).isEqualTo(200);
        }
        assertThat(header(get("app.js"), "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(get("lib/lit-html/lit-html.js").body()).contains("litHtmlVersions");
        assertThat(get("lib/lit-html/directives/repeat.js").statusCode()).isEqualTo(200);
    }

    @Test
    public void sendsAStrictPolicyWithEverything() throws Exception {
        for (String path : List.of("", "app.js", "api/rollouts", "api/rollouts/none", "nothing")) {
            HttpResponse<String> response = get(path);
            assertThat(header(response, "Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
        }
        assertThat(header(get("api/rollouts"), "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    public void anUnchangedFileIsNotSentAgain() throws Exception {
        String etag = header(get("app.js"), "ETag");

        HttpResponse<String> again = send(request("app.js").header("If-None-Match", etag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    public void onlyReads() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            HttpResponse<String> response = send(request("api/rollouts").method(method, BodyPublishers.noBody()));
            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
        }
        HttpResponse<String> head = send(request("api/rollouts").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo(header(get("api/rollouts"), "Content-Length"));
    }

    @Test
    public void answersOnlyToItsOwnName() throws Exception {
        assertThat(raw("/", "127.0.0.1:" + port())).contains(" 200 ");
        assertThat(raw("/", "localhost:" + port())).contains(" 200 ");
        assertThat(raw("/", "LOCALHOST")).contains(" 200 ");
        assertThat(raw("/", "[::1]:" + port())).contains(" 200 ");
        // A tunnel ends at another port.
        assertThat(raw("/", "localhost:9999")).contains(" 200 ");

        assertThat(raw("/api/rollouts", "evil.example:" + port())).contains(" 421 ");
        assertThat(raw("/api/rollouts", "127.0.0.1.evil.example")).contains(" 421 ");
        assertThat(raw("/api/rollouts", "localhost.evil.example")).contains(" 421 ");
        assertThat(raw("/api/rollouts", "10.0.0.1")).contains(" 421 ");
        assertThat(raw("/api/rollouts", "")).contains(" 421 ");
    }

    @Test
    public void everywhereMeansAnyAddressButNoForeignName() throws Exception {
        try (PageServer everywhere = PageServer.start(new InMemoryViews(log, rollout), "0.0.0.0", 0)) {
            int port = everywhere.address().getPort();
            assertThat(everywhere.address().getHost()).isEqualTo("127.0.0.1");
            assertThat(raw(port, "/", "192.168.7.7:" + port)).contains(" 200 ");
            assertThat(raw(port, "/", "[fe80::1]:" + port)).contains(" 200 ");
            assertThat(raw(port, "/", "evil.example:" + port)).contains(" 421 ");
        }
    }

    @Test
    public void neverLeadsOutOfItsFiles() throws Exception {
        for (String path : List.of(
                "/../pom.xml",
                "/..%2f..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/PageServer.class",
                "/RolloutViews",
                "/lib/lit-html/../../pom.properties",
                "/lib/lit-html/..%2fpackage.json",
                "/lib/lit-html/package.json",
                "/lib/lit-html/development/lit-html.js",
                "/lib/lit-html/directives/..%2f..%2fx.js",
                "/app.js%00.css",
                "/app.js/",
                "//app.js",
                "/api/rollouts/r1/instances/acme-uat/logs/..%2f..%2fsecret",
                "/api/rollouts/r1/instances/acme-uat/logs/.hidden",
                "/api/rollouts/r1/instances/acme-uat/logs/..%5csecret",
                "/api/rollouts/r1/instances/acme-uat/logs/")) {
            assertThat(raw(path, "localhost")).as(path).contains(" 404 ");
        }
        assertThat(raw("/%zz", "localhost")).contains(" 400 ");
    }

    @Test
    public void tellsOnlyWhatChangedSinceACursor() throws Exception {
        JsonNode whole = json("api/rollouts/r1");
        rollout.instance("acme-uat", "deploying");

        JsonNode changed = json("api/rollouts/r1?since=" + whole.get("cursor"));

        assertThat(changed.get("since")).isEqualTo(whole.get("cursor"));
        assertThat(changed.get("instances")).hasSize(1);
        assertThat(changed.at("/instances/0/state").textValue()).isEqualTo("deploying");
        assertThat(json("api/rollouts/r1?since=999999").has("since")).isFalse();
        assertThat(get("api/rollouts/r1?since=yesterday").statusCode()).isEqualTo(400);
    }

    @Test
    public void findsInstancesOfAnyName() throws Exception {
        String address = "api/rollouts/r1/instances/"
                + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8).replace("+", "%20");
        assertThat(json(address).at("/instance/name").textValue()).isEqualTo(HOSTILE);

        rollout.instance(HOSTILE, "deploying");
        String href = json(address).at("/logs/0/href").textValue();
        Files.writeString(log, "unpacking <b>\n");
        HttpResponse<String> text =
                send(HttpRequest.newBuilder(server.address().resolve(address).resolve(href)));

        assertThat(text.body()).isEqualTo("unpacking <b>\n");
        assertThat(header(text, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    public void saysWhatIsNotThere() throws Exception {
        assertThat(get("api/rollouts/none").statusCode()).isEqualTo(404);
        assertThat(json("api/rollouts/none").get("error").textValue()).isEqualTo("There is no rollout none on record.");
        assertThat(get("api/rollouts/r1/instances/none").statusCode()).isEqualTo(404);
        assertThat(get("api/else").statusCode()).isEqualTo(404);
        Files.delete(log);
        assertThat(get("api/rollouts/r1/instances/acme-uat/logs/deploy-1.log").statusCode())
                .isEqualTo(404);
    }

    @Test
    public void showsTheEndOfALongLog() throws Exception {
        Files.writeString(log, "é line\n".repeat(100_000));

        String body =
                get("api/rollouts/r1/instances/acme-uat/logs/deploy-1.log").body();

        assertThat(body).startsWith("… the first 5").endsWith("é line\n");
        assertThat(body.lines().skip(1)).containsOnly("é line");
        assertThat(body.length()).isLessThanOrEqualTo(LogTail.LIMIT + 100);
    }

    @Test
    public void aLogThatIsOneLineIsCutBetweenCharacters() throws Exception {
        Files.writeString(log, "x" + "€".repeat(200_000));

        String body =
                get("api/rollouts/r1/instances/acme-uat/logs/deploy-1.log").body();

        assertThat(body).endsWith("€").doesNotContain("\uFFFD");
    }

    @Test
    public void packsWhatIsLarge() throws Exception {
        try (PageServer large = PageServer.start(new InMemoryViews(log, Samples.large()))) {
            URI address = large.address().resolve("api/rollouts/billing-4.2.0-large");
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Accept-Encoding", "br, gzip")
                    .build();

            HttpResponse<InputStream> packed = client.send(request, BodyHandlers.ofInputStream());

            assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
            JsonNode document = new ObjectMapper().readTree(new GZIPInputStream(packed.body()));
            assertThat(document.get("instances")).hasSize(5_000);
            HttpRequest refusing = HttpRequest.newBuilder(address)
                    .header("Accept-Encoding", "gzip;q=0")
                    .build();
            assertThat(client.send(refusing, BodyHandlers.ofString()).headers().firstValue("Content-Encoding"))
                    .isEmpty();
        }
    }

    @Test
    public void saysWhichPortIsInUseAndWhatToDo() {
        assertThatThrownBy(() -> PageServer.start(new InMemoryViews(log), PageServer.LOOPBACK, port()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("port " + port())
                .hasMessageContaining("another program uses that port")
                .hasMessageContaining("Choose another port");
        assertThatThrownBy(() -> PageServer.start(new InMemoryViews(log), PageServer.LOOPBACK, 70_000))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("70000 is no port");
        assertThatThrownBy(() -> PageServer.start(new InMemoryViews(log), "192.0.2.1", 0))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    public void survivesAViewThatBreaks() throws Exception {
        RolloutViews broken = new InMemoryViews(log, rollout) {
            @Override
            public ObjectNode rollouts() {
                throw new IllegalStateException("the ledger is gone");
            }
        };
        try (PageServer other = PageServer.start(broken)) {
            HttpResponse<String> response =
                    send(HttpRequest.newBuilder(other.address().resolve("api/rollouts")));
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("the ledger is gone");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private JsonNode json(String path) throws Exception {
        return new ObjectMapper().readTree(get(path).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private int port() {
        return server.address().getPort();
    }

    private String raw(String path, String host) throws IOException {
        return raw(port(), path, host);
    }

    /** What no well-behaved client would send; answers with the status line. */
    private static String raw(int port, String path, String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String hostLine = host.isEmpty() ? "" : "Host: " + host + "\r\n";
            String request = "GET " + path + " HTTP/1.1\r\n" + hostLine + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.lines().findFirst().orElse("nothing");
        }
    }
}
