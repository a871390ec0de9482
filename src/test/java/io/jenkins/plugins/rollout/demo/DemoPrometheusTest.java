package io.jenkins.plugins.rollout.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.Assume.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.rollout.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The real Prometheus of the demo: what it sees, and that it never stays behind. */
public class DemoPrometheusTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final ObjectMapper json = new ObjectMapper();
    private DemoFleet fleet;

    @Before
    public void start() throws Exception {
        assumeTrue("skipped: prometheus is not on the PATH (apt-get install prometheus)", DemoPrometheus.isInstalled());
        fleet = DemoFleet.start(folder.getRoot().toPath().resolve("demo"), Clock.systemUTC());
    }

    @After
    public void stop() throws Exception {
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    public void seesEachInstanceUnderItsName() throws Exception {
        new DeployScript(fleet).run("4.1.0", "cygnus-production");
        try (DemoPrometheus prometheus = DemoPrometheus.start(fleet)) {
            assertThat(prometheus.url()).startsWith("http://127.0.0.1:");
            Await.until(
                    "all were scraped",
                    () -> query(prometheus, "count(up)").at("/0/value/1").asInt() == 22);
            Await.until(
                    "one is up", () -> !query(prometheus, "billing_build_info").isEmpty());

            JsonNode labels = query(prometheus, "billing_build_info").at("/0/metric");
            assertThat(labels.path("instance").asText()).isEqualTo("cygnus-production");
            assertThat(labels.path("customer").asText()).isEqualTo("cygnus");
            assertThat(labels.path("environment").asText()).isEqualTo("production");
            assertThat(labels.path("version").asText()).isEqualTo("4.1.0");
        }
    }

    @Test
    public void endsWhenItIsClosed() throws Exception {
        DemoPrometheus prometheus = DemoPrometheus.start(fleet);
        assertThat(processes()).isNotEmpty();

        prometheus.close();

        assertThat(processes()).isEmpty();
        assertThatThrownBy(() -> stream(prometheus, "up")).isInstanceOf(IOException.class);
    }

    @Test
    public void whatDoesNotStartLeavesNothingRunningAndSaysWhere() throws Exception {
        Path folder = Files.createDirectories(fleet.workspace().resolve("prometheus"));
        Files.writeString(folder.resolve("data"), "in the way of its data");

        assertThatThrownBy(() -> DemoPrometheus.start(fleet))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended at once")
                .hasMessageContaining(folder.resolve("prometheus.log").toString());

        assertThat(processes()).isEmpty();
    }

    private JsonNode query(DemoPrometheus prometheus, String query) {
        try (InputStream answer = stream(prometheus, query)) {
            return json.readTree(answer).at("/data/result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream stream(DemoPrometheus prometheus, String query) throws IOException {
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        return URI.create(prometheus.url() + "/api/v1/query?query=" + encoded)
                .toURL()
                .openStream();
    }

    /** Those that have this demo's folder in their command line. */
    private List<ProcessHandle> processes() {
        Path workspace = fleet.workspace();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process ->
                        process.info().commandLine().orElse("").contains("=" + workspace.resolve("prometheus")))
                .toList();
    }
}
