package io.jenkins.plugins.rollout.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The metrics of a running instance, and the customers who fill them. */
public class DemoMetricsTest {
    private static final String ACME = "acme-production";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final Browser browser = new Browser();
    private DemoFleet fleet;
    private DemoInstance acme;

    @Before
    public void start() throws Exception {
        fleet = DemoFleet.start(folder.getRoot().toPath().resolve("demo"), Clock.systemUTC());
        acme = fleet.instance(ACME);
    }

    @After
    public void stop() throws Exception {
        fleet.close();
    }

    @Test
    public void nothingInstalledIsNoMetrics() throws Exception {
        assertThat(browser.get(acme, "/metrics").status()).isEqualTo(503);
    }

    @Test
    public void onlyCustomersRequestsCount() throws Exception {
        install("4.1.0");

        for (String path : List.of("/invoices/1", "/invoices/2", "/invoices/none", "/health", "/version", "/metrics")) {
            browser.get(acme, path);
        }

        awaitMetric("billing_requests_total{code=\"404\"} 1");
        awaitMetric("billing_requests_total{code=\"200\"} 2");
        awaitMetric("billing_request_duration_seconds_count 3");
        awaitMetric("billing_build_info{version=\"4.1.0\"} 1");
    }

    @Test
    public void aReloadCountsFromZeroAsARestartDoes() throws Exception {
        install("4.1.0");
        browser.get(acme, "/invoices/1");
        awaitMetric("billing_requests_total{code=\"200\"} 1");

        install("4.1.1");

        awaitMetric("billing_requests_total{code=\"200\"} 0");
        awaitMetric("billing_build_info{version=\"4.1.1\"} 1");
    }

    @Test
    public void theHarmlessReleaseAnswersAsTheOneBefore() throws Exception {
        install("4.1.0");
        String before = browser.get(acme, "/invoices/7").body();

        install("4.1.1");

        assertThat(browser.get(acme, "/invoices/7").body()).isEqualTo(before);
        assertThat(browser.get(acme, "/version").body()).contains("4.1.1");
    }

    @Test
    public void customersAskEveryInstanceUntilTheyAreSentAway() throws Exception {
        install("4.1.0");
        DemoInstance cygnus = fleet.instance("cygnus-production");
        new DeployScript(fleet).run("4.1.0", cygnus.name());

        long sent;
        try (DemoTraffic traffic = DemoTraffic.start(List.of(acme, cygnus))) {
            Await.until("both were asked", () -> requests(acme) >= 20 && requests(cygnus) >= 20);
            assertThat(traffic.lost()).isZero();
            sent = traffic.sent();
        }

        // A few may have been on their way.
        assertThat(requests(acme) + requests(cygnus)).isBetween(40L, sent + 2 * DemoTraffic.REQUESTS_PER_SECOND);
    }

    @Test
    public void whoIsSlowIsAskedNoLessOften() throws Exception {
        DemoInstance cygnus = fleet.instance("cygnus-production");
        new DeployScript(fleet).run("4.2.0", cygnus.name());

        try (DemoTraffic traffic = DemoTraffic.start(List.of(cygnus))) {
            // One after the other they would take 0.7 s each.
            long began = System.nanoTime();
            Await.until("two seconds' requests were sent", () -> traffic.sent() >= 40);
            assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
            Await.until("some of them failed", () -> metrics(cygnus).matches("(?s).*code=\"503\"} [1-9].*"));
        }
    }

    private void install(String version) throws Exception {
        DeployScript.Result result = new DeployScript(fleet).run(version, ACME);
        assertThat(result.exitStatus()).as(result.output()).isZero();
    }

    /** It is counted when it was answered, and whoever asked may be quicker. */
    private void awaitMetric(String line) throws InterruptedException {
        Await.until("there is " + line, () -> metrics(acme).contains("\n" + line + "\n"));
    }

    private long requests(DemoInstance instance) {
        return metrics(instance)
                .lines()
                .filter(line -> line.startsWith("billing_request_duration_seconds_count "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    private String metrics(DemoInstance instance) {
        try {
            return browser.get(instance, "/metrics").body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
