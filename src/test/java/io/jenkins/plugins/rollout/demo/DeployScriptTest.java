package io.jenkins.plugins.rollout.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The demo's deploy.sh, an example that people copy: it must hold in less friendly places than the demo. */
public class DeployScriptTest {
    private static final String INSTANCE = "dunmore-production";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final Browser browser = new Browser();
    private DemoFleet fleet;
    private DeployScript deploy;

    @Before
    public void start() throws Exception {
        Path workspace = folder.getRoot().toPath().resolve("it's a \"demo\" $(touch pwned) & more");
        fleet = DemoFleet.start(workspace, Clock.systemUTC());
        deploy = new DeployScript(fleet);
    }

    @After
    public void stop() throws Exception {
        fleet.close();
    }

    @Test
    public void saysWhatItDoes() throws Exception {
        DeployScript.Result result = deploy.run("4.1.0", INSTANCE);

        assertThat(result.exitStatus()).as(result.output()).isZero();
        assertThat(result.output())
                .contains(
                        "deploy: billing 4.1.0 to dunmore-production",
                        "unpacking billing-4.1.0.tar.gz",
                        "tax engine avalara, currency EUR",
                        "switching current to releases/4.1.0-",
                        "dunmore-production runs billing 4.1.0");
        assertThat(browser.get(fleet.instance(INSTANCE), "/invoices/7").body()).contains("\"currency\":\"EUR\"");
    }

    @Test
    public void worksWithoutCurl() throws Exception {
        DeployScript.Result result =
                deploy.with("PATH", toolsWithoutCurl().toString()).run("4.1.0", INSTANCE);

        assertThat(result.exitStatus()).as(result.output()).isZero();
        assertThat(result.output()).contains("dunmore-production runs billing 4.1.0");
    }

    @Test
    public void withoutCurlARefusedReloadIsAFailureToo() throws Exception {
        DeployScript.Result result = deploy.with("PATH", toolsWithoutCurl().toString())
                .with("TAX_ENGINE", "abacus")
                .run("4.1.0", INSTANCE);

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.output()).contains("answered 500 to the reload", "ABACUS");
    }

    @Test
    public void anInstanceThatDoesNotAnswerIsAFailure() throws Exception {
        fleet.instance(INSTANCE).close();

        assertThat(deploy.run("4.1.0", INSTANCE).exitStatus()).isNotZero();
        assertThat(deploy.with("PATH", toolsWithoutCurl().toString())
                        .run("4.1.0", INSTANCE)
                        .exitStatus())
                .isNotZero();
    }

    @Test
    public void canBeRunAgain() throws Exception {
        deploy.run("4.1.0", INSTANCE);

        DeployScript.Result again = deploy.run("4.1.0", INSTANCE);

        assertThat(again.exitStatus()).isZero();
        assertThat(again.output()).contains("is there already");
        assertThat(releases()).hasSize(1);
    }

    @Test
    public void oneVersionBuiltTwiceIsTwoReleases() throws Exception {
        deploy.run("4.1.0", INSTANCE);

        deploy.with(
                        "ROLLOUT_ARTIFACT",
                        fleet.workspace().resolve("dist/billing-4.2.0.tar.gz").toString())
                .run("4.1.0", INSTANCE);

        assertThat(releases()).hasSize(2);
        assertThat(browser.get(fleet.instance(INSTANCE), "/version").body()).contains("4.2.0");
    }

    @Test
    public void aBrokenArtifactChangesNothing() throws Exception {
        deploy.run("4.1.0", INSTANCE);
        Path broken = Files.writeString(folder.getRoot().toPath().resolve("broken.tar.gz"), "no tarball");

        DeployScript.Result result =
                deploy.with("ROLLOUT_ARTIFACT", broken.toString()).run("4.2.0", INSTANCE);

        assertThat(result.exitStatus()).isNotZero();
        assertThat(releases()).hasSize(1);
        assertThat(browser.get(fleet.instance(INSTANCE), "/version").body()).contains("4.1.0");
    }

    @Test
    public void aVersionCanNotLeadOutOfTheReleases() throws Exception {
        DeployScript.Result result =
                deploy.with("ROLLOUT_VERSION", "../../4.1.0").run("4.1.0", INSTANCE);

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.output()).contains("no folder can be named after version");
    }

    private List<Path> releases() throws Exception {
        try (Stream<Path> found = Files.list(fleet.instance(INSTANCE).home().resolve("releases"))) {
            return found.toList();
        }
    }

    private Path toolsWithoutCurl() throws Exception {
        Path tools = folder.newFolder().toPath();
        for (String tool :
                List.of("bash", "cat", "gzip", "ln", "mkdir", "mktemp", "mv", "rm", "sha256sum", "tar", "timeout")) {
            Files.createSymbolicLink(
                    tools.resolve(tool), Path.of("/usr/bin", tool).toRealPath());
        }
        return tools;
    }
}
