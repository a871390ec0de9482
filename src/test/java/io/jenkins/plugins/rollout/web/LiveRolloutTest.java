package io.jenkins.plugins.rollout.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import io.jenkins.plugins.rollout.execute.Driver;
import io.jenkins.plugins.rollout.execute.Ending;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.RolloutPlanned;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.openqa.selenium.WebElement;

/** The page beside a rollout that really runs: real commands, the real ledger, a real browser. */
public class LiveRolloutTest {
    @ClassRule
    public static final Browser BROWSER = new Browser();

    private static final String HOSTILE = "z <img src=x onerror=\"document.title='pwned'\"> $(id) 'q'";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private Path workspace;
    private Ledger ledger;
    private PageServer server;

    @Before
    public void open() throws IOException {
        workspace = folder.getRoot().toPath();
        ledger = Ledger.open(workspace.resolve("ledger.db"));
        server = PageServer.start(new LedgerViews(ledger));
        write("topology.yaml", """
                environments: [{name: production}]
                customers: [{name: acme}, {name: bolt}]
                services: [{name: billing}]
                instances:
                  - {name: acme-production, customer: acme, environment: production}
                  - {name: bolt-production, customer: bolt, environment: production}
                  - {name: "%s", customer: bolt, environment: production}
                """.formatted(HOSTILE.replace("\"", "\\\"")));
        // Each deployment waits until the test lets it go, and bolt's fails from version 2 on.
        write("rollout.yaml", """
                service: billing
                environments: [production]
                strategy: {rolling: {batch: 1}, failureBudget: 1}
                deploy: |
                  echo "bringing $ROLLOUT_VERSION to $ROLLOUT_INSTANCE"
                  while [ ! -e "go-$ROLLOUT_WAVE-$ROLLOUT_VERSION" ]; do sleep 0.05; done
                  [ "$ROLLOUT_INSTANCE" != bolt-production ] || [ "$ROLLOUT_VERSION" = 1 ]
                gate: {samples: 2, interval: 50ms, checks: [{command: {run: "true"}, name: alive}]}
                """);
    }

    @After
    public void close() {
        background.shutdownNow();
        server.close();
        ledger.close();
    }

    @Test
    public void followsARealRolloutToItsEnd() throws Exception {
        release(1, 2, 3);
        assertThat(start("1").get()).isEqualTo(Ending.FINISHED);

        Future<Ending> rollout = start("2");
        BROWSER.driver().get(server.address("r-2").toString());
        BROWSER.run("window.sameDocument = true");
        BROWSER.sees(cell("acme-production"), "deploying");
        BROWSER.sees(cell("acme-production"), "1 → 2");
        BROWSER.sees(cell("bolt-production"), "pending");

        go(1, "2");
        BROWSER.sees(cell("acme-production"), "healthy");
        BROWSER.sees(cell("bolt-production"), "deploying");

        go(2, "2");
        BROWSER.sees(cell("bolt-production"), "rolling back");
        go(4, "1");
        BROWSER.sees(cell("bolt-production"), "rolled back");
        go(3, "2");
        assertThat(rollout.get()).isEqualTo(Ending.FINISHED);
        BROWSER.sees(".rm", "partial");
        assertThat(BROWSER.run("return window.sameDocument")).isEqualTo(true);
        assertThat(BROWSER.driver().getTitle()).doesNotContain("pwned");
        BROWSER.sees(".rm-verdicts", "bolt-production: exit status 1");
        assertThat(new AxeBuilder().analyze(BROWSER.driver()).getViolations()).isEmpty();
    }

    @Test
    public void tellsTheWholeStoryOfAnInstanceWithItsLogs() throws Exception {
        release(1, 2, 3);
        start("1").get();
        release(2);
        go(1, "2");
        go(3, "2");
        go(4, "1");
        start("2").get();

        BROWSER.driver().get(server.address("r-2").toString());
        WebElement bolt = BROWSER.find(cell("bolt-production"));
        bolt.click();

        BROWSER.sees(".rm-drawer", "deploying 2");
        BROWSER.sees(".rm-drawer", "failed: exit status 1");
        BROWSER.sees(".rm-drawer", "back to 1");
        BROWSER.sees(".rm-drawer", "found healthy");
        BROWSER.sees(".rm-drawer", "bringing 1 to bolt-production");
        BROWSER.sees(".rm-check h4", "alive");
        BROWSER.sees(".rm-check h4", "way back");
        BROWSER.sees(".rm-check .rm-reason", "all 2 measurements passed");
        assertThat(BROWSER.find(".rm-chart").getAccessibleName()).isEqualTo("alive: pass");
    }

    private void release(int... waves) throws IOException {
        for (int wave : waves) {
            go(wave, "1");
            if (waves.length == 1) {
                go(wave, "2");
            }
        }
    }

    private void go(int wave, String version) throws IOException {
        write("go-" + wave + "-" + version, "");
    }

    private Future<Ending> start(String version) {
        RolloutSpec spec = RolloutSpecReader.read(workspace.resolve("rollout.yaml"));
        Release release = new Release("billing", version, List.of(), "");
        Planner planner = new Planner(TopologyReader.read(workspace.resolve("topology.yaml")), ledger);
        Journal journal = ledger.begin(new RolloutPlanned(
                Clock.systemUTC().instant(), "r-" + version, "tester", "", planner.plan(spec, release), spec));
        Driver driver = new Driver(ledger, journal, Clock.systemUTC(), Duration.ofSeconds(1), (rollout, events) -> {});
        return background.submit(driver::drive);
    }

    private static String cell(String instance) {
        return "[data-instance='" + instance + "']";
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(workspace.resolve(file), text);
    }
}
