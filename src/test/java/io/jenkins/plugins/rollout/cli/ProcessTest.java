package io.jenkins.plugins.rollout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.testing.Await;
import io.jenkins.plugins.rollout.testing.RolloutProcess;
import io.jenkins.plugins.rollout.testing.RolloutProcess.Result;
import io.jenkins.plugins.rollout.testing.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Several command lines at the same time, each a process of its own, and what signals do to them. */
public class ProcessTest {
    /** The deployment goes on until the test lets it end. */
    private static final String WAITS = "until [ -e go ]; do sleep 0.05; done";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Site site;

    @Before
    public void makeSite() {
        site = Site.in(folder.getRoot().toPath(), "p-1", "p-2", "p-3")
                .rollout("strategy: {rolling: {batch: 1}, maxParallel: 1}");
    }

    @Test
    public void standardOutputIsOneDocumentAndNothingElse() throws Exception {
        Result result = rollout("run", "rollout.yaml", "--version", "4.1.0 🚀", "--json");

        assertThat(result.status()).as(result.err()).isZero();
        JsonNode status = Cli.parse(result.out());
        assertThat(status.path("version").asText()).isEqualTo("4.1.0 🚀");
        assertThat(site.runs("p-3")).contains("4.1.0 🚀");
        assertThat(result.out() + result.err())
                .as("no colours without a terminal")
                .doesNotContain("\u001b[");
    }

    @Test
    public void aRolloutHasOneDriver() throws Exception {
        site.behaviour("p-1", WAITS);
        try (RolloutProcess driver = startUntilDeploying("p-1")) {
            Result second = rollout("resume", "r-1");
            assertThat(second.status()).isEqualTo(2);
            assertThat(second.err()).contains("rollout r-1 is being driven by another process");
            assertThat(rollout("status", "r-1").err()).doesNotContain("nobody drives it");

            site.write("go", "");
            assertThat(driver.end().status()).isZero();
        }
        assertThat(site.count("begin", "p-1")).isEqualTo(1);
    }

    @Test
    public void anInstanceThatIsHeldCanBeWaitedFor() throws Exception {
        site.behaviour("p-1", WAITS);
        try (RolloutProcess first = startUntilDeploying("p-1")) {
            Result refused = rollout("run", "rollout.yaml", "--version", "4.2.0");
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err()).contains("instance 'p-1' is held by rollout r-1", "--wait");

            try (RolloutProcess waiting =
                    RolloutProcess.start(site, "run", "rollout.yaml", "--version", "4.2.0", "--wait", "--json")) {
                waiting.awaitProgress("it waits", progress -> progress.contains("waiting: instance 'p-1'"));
                site.write("go", "");
                assertThat(first.end().status()).isZero();
                Result end = waiting.end();
                assertThat(end.status()).as(end.err()).isZero();
                assertThat(Cli.parse(end.out()).path("instances").findValuesAsText("previousVersion"))
                        .as("planned for what was there by then")
                        .containsOnly("4.1.0");
            }
        }
    }

    @Test
    public void anotherProcessAbortsARunningRollout() throws Exception {
        site.behaviour("p-1", WAITS);
        try (RolloutProcess driver = startUntilDeploying("p-1");
                RolloutProcess abort =
                        RolloutProcess.start(site, "abort", "r-1", "--reason", "changed plans", "--json")) {
            Await.until("the abort is on record", () -> {
                try (Ledger ledger = site.openLedger()) {
                    return ledger.load("r-1").abort().isPresent();
                }
            });
            assertThat(abort.isAlive()).as("what runs is let end").isTrue();
            site.write("go", "");

            Result end = driver.end();
            assertThat(end.status()).as(end.err()).isEqualTo(1);
            assertThat(end.err()).contains("aborted by").contains("changed plans");
            Result aborted = abort.end();
            assertThat(aborted.status()).as(aborted.err()).isZero();
            assertThat(Cli.parse(aborted.out()).path("state").asText()).isEqualTo("aborted");
        }
        assertThat(site.count("end", "p-1")).isEqualTo(1);
        assertThat(site.count("begin", "p-2")).isZero();
    }

    @Test
    public void abortingWhatAKilledProcessLeftEndsItsCommand() throws Exception {
        site.behaviour("p-1", WAITS);
        try (RolloutProcess driver = startUntilDeploying("p-1")) {
            driver.kill();
        }
        Site.Step orphan = site.trace().get(0);
        assertThat(rollout("status", "r-1").err()).contains("nobody drives it; go on with: rollout resume r-1");

        Result aborted = rollout("abort", "r-1", "--reason", "changed plans");

        assertThat(aborted.status()).as(aborted.err()).isZero();
        Await.until(
                "the orphan has ended", () -> ProcessHandle.of(orphan.process()).isEmpty());
        assertThat(site.count("end", "p-1")).isZero();
        site.write("go", "");
        assertThat(rollout("run", "rollout.yaml", "--version", "4.2.0", "--id", "r-2")
                        .err())
                .doesNotContain("held by");
    }

    @Test
    public void ctrlCLetsWhatRunsEndAndResumeGoesOn() throws Exception {
        site.behaviour("p-1", WAITS);
        try (RolloutProcess driver = startUntilDeploying("p-1", "--json")) {
            driver.interrupt();
            driver.awaitProgress("it hears", progress -> progress.contains("stopping"));
            site.write("go", "");

            Result result = driver.end();

            assertThat(result.status()).as(result.err()).isEqualTo(130);
            assertThat(result.err()).contains("p-1: deployed 4.1.0", "go on with: rollout resume r-1");
            assertThat(Cli.parse(result.out()).path("state").asText()).isEqualTo("running");
        }
        assertThat(site.count("end", "p-1")).isEqualTo(1);
        assertThat(site.count("begin", "p-2")).isZero();

        assertThat(rollout("resume", "r-1").status()).isZero();

        assertThat(site.count("begin", "p-1")).as("done is done").isEqualTo(1);
        assertThat(site.runs("p-3")).contains("4.1.0");
    }

    @Test
    public void ctrlCEndsWhatDoesNotEndInTime() throws Exception {
        site.behaviour("p-1", WAITS);
        try (RolloutProcess driver = startUntilDeploying("p-1", "--grace", "0")) {
            driver.interrupt();

            Result result = driver.end();

            assertThat(result.status()).as(result.err()).isEqualTo(130);
            assertThat(result.err()).doesNotContain("failed");
        }
        assertThat(ProcessHandle.of(site.trace().get(0).process())).isEmpty();
        site.write("go", "");
        assertThat(rollout("resume", "r-1").status()).isZero();
        assertThat(site.count("begin", "p-1")).isEqualTo(2);
    }

    @Test
    public void aTerminalsCtrlCReachesTheDriverAlone() throws Exception {
        site.behaviour("p-1", WAITS);
        List<String> groupOfItsOwn = List.of("setsid");
        try (RolloutProcess driver = startUntilDeploying(groupOfItsOwn, "p-1")) {
            RolloutProcess.signal("INT", "-" + driver.id());
            driver.awaitProgress("it hears", progress -> progress.contains("stopping"));
            site.write("go", "");

            Result result = driver.end();
            assertThat(result.status()).as(result.err()).isEqualTo(130);
            assertThat(result.err()).contains("p-1: deployed 4.1.0");
        }
    }

    @Test
    public void theCompletionScriptIsGoodBash() throws Exception {
        Result script = rollout("generate-completion");
        assertThat(script.status()).isZero();
        assertThat(script.out()).contains("rollback", "--ledger");
        Files.writeString(site.file("completion.sh"), script.out());

        Process bash = new ProcessBuilder(
                        "bash", "-n", site.file("completion.sh").toString())
                .inheritIO()
                .start();

        assertThat(bash.waitFor()).isZero();
    }

    @Test
    public void serveShowsALedgerUntilCtrlC() throws Exception {
        assertThat(rollout("run", "rollout.yaml", "--version", "4.1.0", "--id", "r-1")
                        .status())
                .isZero();
        try (RolloutProcess server = RolloutProcess.start(site, "serve")) {
            Await.until("it says where", () -> server.output().contains("http://127.0.0.1:"));
            assertThat(server.output()).contains("rollouts of .rollout/ledger.db: http://127.0.0.1:");
            server.interrupt();
            assertThat(server.end().status()).isEqualTo(130);
        }
    }

    private Result rollout(String... arguments) throws IOException, InterruptedException {
        return RolloutProcess.run(site, arguments);
    }

    private RolloutProcess startUntilDeploying(String instance, String... more) throws Exception {
        return startUntilDeploying(List.of(), instance, more);
    }

    private RolloutProcess startUntilDeploying(List<String> wrapper, String instance, String... more) throws Exception {
        String[] run = {"run", "rollout.yaml", "--version", "4.1.0", "--id", "r-1"};
        String[] all = Stream.concat(Stream.of(run), Stream.of(more)).toArray(String[]::new);
        RolloutProcess driver = RolloutProcess.start(site, wrapper, all);
        Await.until(instance + " is being deployed", () -> site.count("begin", instance) > 0);
        return driver;
    }
}
