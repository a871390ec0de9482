package io.jenkins.plugins.rollout.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.rollout.demo.DemoPrometheus;
import io.jenkins.plugins.rollout.testing.Await;
import io.jenkins.plugins.rollout.testing.RolloutProcess;
import io.jenkins.plugins.rollout.testing.Site;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What people can ask of the demo, and what it leaves behind. */
public class DemoCommandTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theHarmlessReleaseBelongsToTheDemoWithMetrics() {
        Cli.Answer answer = Cli.plain("demo", "--harmless");

        assertThat(answer.status()).isEqualTo(ExitCode.INVALID);
        assertThat(answer.err()).contains("add --prometheus");
    }

    @Test
    public void withoutPrometheusItSaysWhatToInstallAndStartsNothing() throws Exception {
        Site site = site();
        try (RolloutProcess demo = RolloutProcess.start(
                site, List.of("env", "PATH=/nowhere"), "demo", "--prometheus", "--workspace", "demo")) {
            RolloutProcess.Result result = demo.end();

            assertThat(result.status()).isEqualTo(ExitCode.INVALID);
            assertThat(result.err()).contains("no prometheus on the PATH", "apt-get install");
            assertThat(site.file("demo")).doesNotExist();
        }
    }

    @Test
    public void endsItsPrometheusOnCtrlC() throws Exception {
        endsItsPrometheus("INT");
    }

    @Test
    public void evenKillDashNineLeavesNoPrometheusBehind() throws Exception {
        endsItsPrometheus("KILL");
    }

    private void endsItsPrometheus(String signal) throws Exception {
        assumeTrue("skipped: prometheus is not on the PATH (apt-get install prometheus)", DemoPrometheus.isInstalled());
        Site site = site();
        try (RolloutProcess demo =
                RolloutProcess.start(site, "demo", "--prometheus", "--no-wait", "--workspace", "demo")) {
            demo.awaitProgress("Prometheus runs", said -> said.contains("Prometheus: http"));
            assertThat(processesOf(site)).isPositive();

            RolloutProcess.signal(signal, String.valueOf(demo.id()));

            demo.end();
            Await.until("no Prometheus is left", () -> processesOf(site) == 0);
        }
    }

    private Site site() throws Exception {
        return Site.in(folder.getRoot().toPath());
    }

    private static long processesOf(Site site) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains("=" + site.folder().resolve("demo/prometheus")))
                .count();
    }
}
