package io.jenkins.plugins.rollout.cli;

import static io.jenkins.plugins.rollout.testing.HostileServer.bytes;
import static io.jenkins.plugins.rollout.testing.HostileServer.gzip;
import static io.jenkins.plugins.rollout.testing.HostileServer.head;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rollout.testing.HostileServer;
import io.jenkins.plugins.rollout.testing.RolloutProcess;
import io.jenkins.plugins.rollout.testing.RolloutProcess.Result;
import io.jenkins.plugins.rollout.testing.SecureServer;
import io.jenkins.plugins.rollout.testing.SecureServer.Authority;
import io.jenkins.plugins.rollout.testing.Site;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Whole rollouts, each in a process with a small heap, whose gates ask what answers badly: each instance gets its verdict and
 * one sentence why, on the page, in the log and in the document, nothing hangs, and nothing that was not measured passes.
 */
public class HostileSourcesTest {
    /** All instances at once, and what they answer in sum is many times that. */
    private static final String SMALL_HEAP = "-Xmx64m";

    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final String SOME_KILOBYTES = "x".repeat(1 << 16);
    private static final int HUNDRED_MEGABYTES = 1600;
    private static final int FIFTEEN_MEGABYTES = 240;
    private static final String NO_JSON =
            "its answer is not JSON, or not of the shape that is wanted; see that the address is that of the API";
    private static final String TOO_LONG = "its answer is longer than 16384 KiB, and was not read on; ask for less";
    private static final String TOO_MUCH =
            "its answer is nested too deep, or has a name, a text or a number that is too long; it was not read on";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** What is expected, by instance: the reason, or nothing if it passes. */
    private final Map<String, String> expected = new LinkedHashMap<>();

    /** Of instances that are not where the server is. */
    private final Map<String, String> addresses = new HashMap<>();

    private String javaOptions = SMALL_HEAP;
    private int rollouts;
    private HostileServer server;
    private Site site;

    @Before
    public void start() throws IOException {
        site = Site.in(folder.getRoot().toPath());
        server = HostileServer.start();
    }

    @After
    public void stop() throws IOException {
        server.close();
    }

    private HostileServer passes(String name) {
        expected.put(name, "");
        return server;
    }

    private HostileServer says(String name, String reason) {
        expected.put(name, reason);
        return server;
    }

    private void at(String name, String address, String reason) {
        says(name, reason);
        addresses.put(name, address);
    }

    private void connections() {
        String noAnswer = "no answer from " + server.place() + " within ";
        String broken = "no complete answer from " + server.place() + ": ";
        says("silent", noAnswer).on("silent", (client, out) -> Thread.sleep(60_000));
        says("drips", noAnswer).on("drips", (client, out) -> {
            out.write(head("200 OK", "Content-Length: 100000"));
            drip(out, " ");
        });
        says("drips-its-head", noAnswer)
                .on("drips-its-head", (client, out) -> drip(out, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"));
        says("speaks-http-2", noAnswer).on("speaks-http-2", (client, out) -> {
            out.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            Thread.sleep(60_000);
        });
        says("endless-headers", broken + "Header size too big: 393217 > 393216")
                .on("endless-headers", (client, out) -> {
                    out.write(bytes("HTTP/1.1 200 OK\r\n"));
                    forEver(out, "X-Some: " + "y".repeat(1000) + "\r\n");
                });
        says("endless-promises", broken)
                .on("endless-promises", (client, out) -> forEver(out, "HTTP/1.1 100 Continue\r\n\r\n"));
        says("long-nonsense", broken).on("long-nonsense", (client, out) -> {
            out.write(bytes(SOME_KILOBYTES + "\r\n\r\n"));
        });
        says("is-reset", broken + "the connection ended in the middle of it").on("is-reset", (client, out) -> {
            out.write(head("200 OK", "Content-Length: 1000"));
            out.write(bytes("     "));
            client.setSoLinger(true, 0);
            client.close();
        });
        says("ends-early", broken + "the connection ended in the middle of it").on("ends-early", (client, out) -> {
            out.write(head("200 OK", "Content-Length: 1000"));
            out.write(bytes("     "));
        });
        says("ends-at-once", broken + "HTTP/1.1 header parser received no bytes")
                .on("ends-at-once", (client, out) -> {});
        says("redirects", "it answered 302, a redirect to /redirects; redirects are not followed")
                .on("redirects", "302 Found", "Location: /redirects", "");
    }

    @Test
    public void jsonOfAllKinds() throws Exception {
        connections();
        says("compressed", "its answer is compressed (gzip), which was not asked for")
                .on("compressed", (client, out) -> {
                    byte[] body = gzip("{\"a\": 0}");
                    out.write(head("200 OK", "Content-Encoding: gzip", "Content-Length: " + body.length));
                    out.write(body);
                });
        says("login", "its answer is not JSON but text/html; see that the address is that of the API")
                .on("login", "200 OK", "Content-Type: text/html", "<!DOCTYPE html><title>Log in</title>");
        says("nothing", "its answer is empty")
                .on("nothing", (client, out) -> out.write(head("204 No Content", "Connection: close")));
        says("error", "it answered 500: <b>boom</b> [31m")
                .on("error", "500 Oh", "Content-Type: text/html", "<b>boom</b>\u001b[31m");
        passes("long-and-early")
                .onLong("long-and-early", "{\"a\": 0, \"x\": \"", SOME_KILOBYTES, HUNDRED_MEGABYTES, "\"}");
        says("long-text", TOO_LONG)
                .onLong("long-text", "{\"x\": \"", SOME_KILOBYTES, HUNDRED_MEGABYTES, "\", \"a\": 0}");
        says("long-list", TOO_LONG)
                .onLong("long-list", "{\"x\": [0", ",123456789".repeat(6553), HUNDRED_MEGABYTES, "], \"a\": 0}");
        says("long-answer", TOO_MUCH).onLong("long-answer", "{\"a\": \"", SOME_KILOBYTES, FIFTEEN_MEGABYTES, "\"}");
        says("long-number", TOO_MUCH).onLong("long-number", "{\"a\": ", "1".repeat(1 << 16), FIFTEEN_MEGABYTES, "}");
        says("long-name", TOO_MUCH).onLong("long-name", "{\"", SOME_KILOBYTES, FIFTEEN_MEGABYTES, "\": 1, \"a\": 0}");
        passes("many-names").on("many-names", (client, out) -> {
            out.write(head("200 OK", "Connection: close"));
            OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
            buffered.write(bytes("{\"x\": 0"));
            for (int i = 0; i < 500_000; i++) {
                buffered.write(bytes(",\"another name " + i + "\":0"));
            }
            buffered.write(bytes(",\"a\":0}"));
            buffered.flush();
        });
        says("deep", TOO_MUCH).on("deep", "{\"x\": " + "[".repeat(1_000_000) + "]".repeat(1_000_000) + ", \"a\": 0}");
        says("too-large", "what stands at /a in its answer is too large, and no number")
                .on("too-large", "{\"a\": 1e999}");
        says("too-small", "what stands at /a in its answer is too large, and no number")
                .on("too-small", "{\"a\": -1e999}");
        says("no-number", "the answer is no number: NaN").on("no-number", "{\"a\": \"NaN\"}");
        says("infinite", "the answer is no finite number: -Infinity").on("infinite", "{\"a\": \"-Inf\"}");
        says("bare-nan", NO_JSON).on("bare-nan", "{\"a\": NaN}");
        passes("tiny").on("tiny", "{\"a\": 1e-999}");

        assertVerdicts(
                judge("json: {url: /v, pointer: /a, timeout: 4s}, successCondition: result < 1"), "inconclusive");
    }

    @Test
    public void prometheusThatIsNone() throws Exception {
        connections();
        String vector = "{\"status\": \"success\", \"data\": {\"resultType\": \"vector\", \"result\": [";
        String series = "{\"metric\": {\"l\": \"" + "z".repeat(150) + "\"}, \"value\": [1, \"0\"]},";
        passes("well").on("well", vector + "{\"metric\": {}, \"value\": [1, \"0\"]}]}}");
        says("many-series", "the query gives 10000 series or more where one number is wanted; aggregate it")
                .onLong("many-series", vector, series, 1_000_000, "{}]}}");
        says("long-label", TOO_MUCH)
                .onLong("long-label", vector + "{\"metric\": {\"a\": \"", SOME_KILOBYTES, FIFTEEN_MEGABYTES, "\"}}]}}");
        says("long-value", TOO_MUCH)
                .onLong(
                        "long-value",
                        vector + "{\"metric\": {}, \"value\": [1, \"",
                        "0".repeat(1 << 16),
                        FIFTEEN_MEGABYTES,
                        "\"]}]}}");
        says("long-error", TOO_MUCH)
                .onLong(
                        "long-error",
                        "{\"status\": \"error\", \"error\": \"",
                        SOME_KILOBYTES,
                        FIFTEEN_MEGABYTES,
                        "\"}");
        says("nan", "the query is NaN, which is no measurement")
                .on("nan", vector + "{\"metric\": {}, \"value\": [1, \"NaN\"]}]}}");
        says("infinite", "the query is -Inf, which is no measurement")
                .on("infinite", vector + "{\"metric\": {}, \"value\": [1, \"-Inf\"]}]}}");
        says("empty", "the query gives no series: nothing was measured").on("empty", vector + "]}}");
        says("breaks-off", "its answer breaks off: the JSON is not complete")
                .on("breaks-off", vector + "{\"metric\": {}, \"value\": [1, \"0\"]}");
        says("login", "its answer is not JSON but text/html")
                .on("login", "200 OK", "Content-Type: text/html", "<!DOCTYPE html><title>Log in</title>");

        assertVerdicts(
                judge("prometheus: {url: '{url}', query: up, timeout: 4s}, successCondition: result < 1"),
                "inconclusive");
    }

    @Test
    public void alertmanagerThatIsNone() throws Exception {
        connections();
        String alert = "{\"labels\": {\"alertname\": \"" + "z".repeat(90) + "\"}, \"x\": [[[]]]},";
        passes("well").on("well", "[]");
        says("login", "its answer is not JSON but text/html")
                .on("login", "200 OK", "Content-Type: text/html", "<!DOCTYPE html><title>Log in</title>");
        says("other", "its answer is not one of Alertmanager").on("other", "{\"status\": \"success\"}");
        says("long-label", TOO_MUCH)
                .onLong("long-label", "[{\"labels\": {\"alertname\": \"", SOME_KILOBYTES, FIFTEEN_MEGABYTES, "\"}}]");
        says("many-alerts", "10000 alerts or more fire: zzz").onLong("many-alerts", "[", alert, 1_000_000, "{}]");

        Result result = judge("alertmanager: {url: '{url}', matchers: {a: b}, timeout: 4s}");

        // One fires, so the wave fails; nobody else is taken for well because of that.
        assertVerdicts(result, "fail");
    }

    @Test
    public void addressesThatCannotBeTrustedOrReached() throws Exception {
        Authority authority = Authority.in(folder.newFolder().toPath());
        javaOptions += " " + authority.options();
        try (SecureServer trusted = authority.vouches("ip:127.0.0.1", "-1H");
                SecureServer expired = authority.vouches("ip:127.0.0.1", "-10d");
                SecureServer early = authority.vouches("ip:127.0.0.1", "+10d");
                SecureServer other = authority.vouches("dns:other.example", "-1H");
                SecureServer selfSigned =
                        SecureServer.selfSigned(folder.newFolder().toPath())) {
            at("trusted", trusted.url(), "");
            at("expired", expired.url(), "the certificate of " + expired.place() + " has expired; renew it");
            at(
                    "early",
                    early.url(),
                    "the certificate of " + early.place() + " is not valid yet; see whether the clock");
            at("other-host", other.url(), "the certificate of " + other.place() + " is one for another host");
            at("self-signed", selfSigned.url(), "the certificate of " + selfSigned.place() + " is not trusted here");
            at("no-tls", server.url().replace("http", "https"), "no answer");
            at("no-host", "http://nowhere.invalid", "the host nowhere.invalid is not known here");
            at("nobody", "http://127.0.0.1:1", "127.0.0.1:1 refuses the connection, or can't be reached");

            assertVerdicts(
                    judge("json: {url: /v, pointer: /a, timeout: 4s}, successCondition: result < 1"), "inconclusive");
            assertVerdicts(judge("http: {path: /v, timeout: 4s}"), "fail");
        }
    }

    /** For these, no answer and a bad one are a failure of the instance itself. */
    @Test
    public void instancesThatAnswerBadly() throws Exception {
        says("silent", "no answer within 4000 ms").on("silent", (client, out) -> Thread.sleep(60_000));
        says("long-nonsense", "no answer: Invalid status line: \"xxx")
                .on("long-nonsense", (client, out) -> out.write(bytes(SOME_KILOBYTES + "\r\n\r\n")));
        says("ends-early", "no answer: the connection ended in the middle of it")
                .on("ends-early", (client, out) -> {
                    out.write(head("200 OK", "Content-Length: 1000"));
                    out.write(bytes("{\"a\": \"0\""));
                });
        says("long-text", "the body is not JSON")
                .onLong("long-text", "{\"x\": \"", SOME_KILOBYTES, HUNDRED_MEGABYTES, "\", \"a\": 0}");
        says("deep", "the body is not JSON").on("deep", "{\"x\": " + "[".repeat(1_000_000));
        says("twice", "the body has a name twice in the same object").on("twice", "{\"a\": 0, \"a\": 0}");
        says("nothing", "answered 204")
                .on("nothing", (client, out) -> out.write(head("204 No Content", "Connection: close")));
        says("login", "the body is not JSON").on("login", "200 OK", "Content-Type: text/html", "<html>Log in</html>");
        passes("well").on("well", "{\"a\": 0}");

        assertVerdicts(judge("http: {path: /v, timeout: 4s, json: {/a: \"0\"}}"), "fail");
    }

    /** What a suite writes is as long as its tests like, and so is what it calls them. */
    @Test
    public void reportsOfAllKinds() throws Exception {
        String unreadable = "can't be read: ";
        passes("long-output");
        passes("long-comment");
        says("long-attribute", unreadable + "it has a tag of more than 1024 KiB");
        says("long-instruction", unreadable + "it has a tag of more than 1024 KiB");
        says("document-type", unreadable + "it has a document type or entities, which reports have not");
        says("counts", "1999998 of 1999999 tests failed: s: failed as a suite, and 1999997 more");
        site.write("suite.sh", """
                report="reports/$ROLLOUT_INSTANCE.xml"
                mkdir -p reports
                long() { printf %s "$1"; head -c 100000000 /dev/zero | tr '\\0' x; printf %s "$2"; }
                begin='<testsuite name="s"><testcase name="t"/>'
                case $ROLLOUT_INSTANCE in
                  long-output) long "$begin<system-out><![CDATA[" ']]></system-out></testsuite>' ;;
                  long-comment) long "$begin<!--" '--></testsuite>' ;;
                  long-attribute) long '<testsuite name="s"><testcase name="' '"/></testsuite>' ;;
                  long-instruction) long "$begin<?x " '?></testsuite>' ;;
                  document-type) long '<!DOCTYPE a [<!ENTITY a "' '">]><testsuite name="&a;"/>' ;;
                  counts) echo '<testsuite name="s" failures="999999" errors="999999"><testcase name="t"/></testsuite>' ;;
                esac >"$report"
                """);

        assertVerdicts(judge("junit: {run: sh suite.sh, reports: 'reports/{instance}.xml'}"), "fail");
    }

    private static void drip(OutputStream out, String text) throws IOException, InterruptedException {
        for (byte one : bytes(text.repeat(1000))) {
            out.write(one);
            Thread.sleep(1000);
        }
    }

    private static void forEver(OutputStream out, String text) throws IOException {
        byte[] bytes = bytes(text.repeat(100));
        while (true) {
            out.write(bytes);
        }
    }

    /** Brings a release to an instance for each answer, and asks that check once. */
    private Result judge(String check) throws IOException, InterruptedException {
        StringBuilder topology =
                new StringBuilder("services: [{name: billing}]\nenvironments: [{name: production}]\ninstances:\n");
        expected.keySet()
                .forEach(name -> topology.append("- {name: %s, environment: production, url: '%s'}%n"
                        .formatted(name, addresses.getOrDefault(name, server.url() + "/" + name))));
        site.write("topology.yaml", topology.toString());
        site.write("rollout.yaml", """
                service: billing
                environments: [production]
                strategy: {allAtOnce: {}, maxParallel: 64, onFailure: hold}
                deploy: ./deploy.sh
                gate: {checks: [{%s, consecutiveErrorLimit: 0}]}
                """.formatted(check));
        return run();
    }

    private Result run() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (RolloutProcess process = RolloutProcess.start(
                site,
                List.of("env", "_JAVA_OPTIONS=" + javaOptions),
                "run",
                "rollout.yaml",
                "--version",
                "1",
                "--ledger",
                "ledger-" + ++rollouts,
                "--json")) {
            Result result = process.end();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("no hang")
                    .isLessThan(PATIENCE);
            return result;
        }
    }

    /** With {@code onFailure: hold}, a person is asked in any case. */
    private void assertVerdicts(Result result, String verdict) {
        assertThat(result.err()).doesNotContain("\tat ", "OutOfMemory");
        assertThat(result.status()).as(result.err()).isEqualTo(3);
        JsonNode judged = Cli.parse(result.out()).path("verdicts").path(0);
        assertThat(judged.path("verdict").asText()).isEqualTo(verdict);
        Map<String, String> reasons = new LinkedHashMap<>();
        judged.path("instances")
                .forEach(one -> reasons.put(
                        one.path("instance").asText(), one.path("reason").asText()));
        expected.forEach((name, reason) -> {
            if (reason.isEmpty()) {
                assertThat(reasons).doesNotContainKey(name);
            } else {
                assertThat(reasons).containsKey(name);
                assertThat(reasons.get(name)).as(name).contains(reason).hasSizeLessThan(500);
                assertThat(result.err()).as("the log").contains(name + ": " + reasons.get(name));
            }
        });
    }
}
