package io.jenkins.plugins.rollout.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the demo's instances tell Prometheus. */
public class MetricsTextTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aReleaseThatWasNeverAskedHasAllItsCountersAtZero() {
        assertThat(new RequestMetrics("4.1.0").text())
                .contains(
                        "# TYPE billing_requests_total counter\n",
                        "billing_requests_total{code=\"200\"} 0\n",
                        "billing_requests_total{code=\"503\"} 0\n",
                        "billing_request_duration_seconds_bucket{le=\"+Inf\"} 0\n",
                        "billing_build_info{version=\"4.1.0\"} 1\n");
    }

    @Test
    public void aBucketHasAllThatWereNotSlower() {
        RequestMetrics metrics = new RequestMetrics("4.1.0");
        for (int millis : new int[] {3, 50, 51, 399, 900, 5_000}) {
            metrics.count(millis < 900 ? 200 : 503, Duration.ofMillis(millis));
        }

        assertThat(metrics.text())
                .contains(
                        "billing_requests_total{code=\"200\"} 4\n",
                        "billing_requests_total{code=\"503\"} 2\n",
                        "# TYPE billing_request_duration_seconds histogram\n",
                        "_bucket{le=\"0.05\"} 2\n",
                        "_bucket{le=\"0.1\"} 3\n",
                        "_bucket{le=\"0.2\"} 3\n",
                        "_bucket{le=\"0.4\"} 4\n",
                        "_bucket{le=\"0.8\"} 4\n",
                        "_bucket{le=\"1.6\"} 5\n",
                        "_bucket{le=\"+Inf\"} 6\n",
                        "billing_request_duration_seconds_sum 6.403\n",
                        "billing_request_duration_seconds_count 6\n");
    }

    @Test
    public void anyTextCanBeALabelsValue() {
        String text = new MetricsText()
                .metric("m", "gauge", "two\nlines, a \\")
                .sample("m", 0.5, "a", "say \"no\"\nin C:\\")
                .toString();

        assertThat(text)
                .isEqualTo("# HELP m two\\nlines, a \\\\\n# TYPE m gauge\nm{a=\"say \\\"no\\\"\\nin C:\\\\\"} 0.5\n");
    }

    @Test
    public void prometheusOwnToolFindsNothingToMend() throws Exception {
        assumeTrue(
                "skipped: promtool is not on the PATH (apt-get install prometheus)",
                DemoPrometheus.isThere("promtool"));
        RequestMetrics metrics = new RequestMetrics("4.1.0 \"beta\"");
        metrics.count(200, Duration.ofMillis(3));
        metrics.count(404, Duration.ofMillis(900));
        Path text = folder.newFile().toPath();
        Files.writeString(text, metrics.text());

        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(text.toFile())
                .redirectErrorStream(true)
                .start();

        String says = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(says).isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }
}
