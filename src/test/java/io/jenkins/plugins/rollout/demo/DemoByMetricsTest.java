package io.jenkins.plugins.rollout.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.rollout.rollout.RolloutState;
import io.jenkins.plugins.rollout.testing.MetricsFleet;
import io.jenkins.plugins.rollout.testing.MetricsFleet.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The gate of the demo with metrics, on real parts: customers' requests, a Prometheus, and nobody asked how it is. */
public class DemoByMetricsTest {
    /** As long as its gate may go back, which is 30 samples of a second each. */
    private static final long PAST_MILLIS = 32_000;

    private static final Map<String, Object> AT_ONCE =
            Map.of("allAtOnce", Map.of(), "failureBudget", 1, "onFailure", "rollback-affected");

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private MetricsFleet fleet;

    @Before
    public void start() throws Exception {
        assumeTrue("skipped: prometheus is not on the PATH (apt-get install prometheus)", DemoPrometheus.isInstalled());
        fleet = MetricsFleet.start(folder.getRoot().toPath().resolve("demo"));
        Thread.sleep(PAST_MILLIS); // time itself is what is needed: a past to compare with
    }

    @After
    public void stop() throws Exception {
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    public void findsTheHarmedCustomerAndNobodyElse() throws Exception {
        long asked = healthRequests();

        Story harmless = fleet.rollOut("4.1.1", "production", List.of("all"), AT_ONCE, 0);
        Story harmful = fleet.rollOut("4.2.0", "production", List.of("all"), AT_ONCE, 0);

        assertThat(harmless.state()).as(harmless.toString()).isEqualTo(RolloutState.SUCCEEDED);
        assertThat(harmful.state()).as(harmful.toString()).isEqualTo(RolloutState.PARTIAL);
        assertThat(harmful.findings().get(0)).contains("1 of 5 instances bad", "cygnus-production");
        assertThat(Collections.min(harmful.samplesOf()))
                .as("of the one that was found; with less than 5 a fixed window can say nothing at all")
                .isLessThan(5);
        assertThat(healthRequests()).isEqualTo(asked);
    }

    private long healthRequests() throws IOException {
        long count = 0;
        for (DemoInstance instance : fleet.instances().instances()) {
            try (var lines = Files.lines(instance.home().resolve("instance.log"))) {
                count += lines.filter(line -> line.contains("/health")).count();
            }
        }
        return count;
    }
}
