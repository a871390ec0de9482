package io.jenkins.plugins.rollout.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The user's worst day, without the product: what its parts do when a release is brought to them. */
public class DemoFleetTest {
    /** What the gate of rollout.yaml allows. */
    private static final Duration ALLOWED = Duration.ofMillis(400);

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final Browser browser = new Browser();
    private DemoFleet fleet;
    private DeployScript deploy;

    @Before
    public void start() throws Exception {
        fleet = DemoFleet.start(folder.getRoot().toPath().resolve("demo"), Clock.systemUTC());
        deploy = new DeployScript(fleet);
    }

    @After
    public void stop() throws Exception {
        fleet.close();
    }

    @Test
    public void nothingIsInstalledAtFirst() throws Exception {
        assertThat(fleet.instances()).hasSize(22);
        for (DemoInstance instance : fleet.instances()) {
            assertThat(browser.get(instance, "/health").status()).isEqualTo(503);
        }
    }

    @Test
    public void theTopologySaysWhereEachInstanceAnswersAndLives() throws Exception {
        JsonNode instances =
                new YAMLMapper().readTree(fleet.topology().toFile()).get("instances");

        assertThat(instances).hasSameSizeAs(fleet.instances()).allSatisfy(node -> {
            DemoInstance instance = fleet.instance(node.get("name").textValue());
            assertThat(node.get("url").textValue()).isEqualTo(instance.url());
            assertThat(fleet.workspace()
                            .resolve(node.at("/variables/INSTANCE_HOME").textValue()))
                    .isEqualTo(instance.home());
        });
    }

    @Test
    public void onlyOneProductionInstanceSuffersFromTheNewRelease() throws Exception {
        deployEverywhere("4.1.0");
        for (DemoInstance instance : fleet.instances()) {
            assertHealthy(instance, "4.1.0");
        }

        deployEverywhere("4.2.0");
        for (DemoInstance instance : fleet.instances()) {
            if (!instance.name().equals("cygnus-production")) {
                assertHealthy(instance, "4.2.0");
            }
        }
        DemoInstance cygnus = fleet.instance("cygnus-production");
        List<Browser.Answer> answers = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            answers.add(browser.get(cygnus, i % 2 == 0 ? "/health" : "/invoices/" + i));
        }
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.took()).isGreaterThan(Duration.ofMillis(600)))
                .anySatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.body()).contains("of 340 tax-exemption certificates");
                });
        assertThat(browser.get(cygnus, "/version").took()).isLessThan(ALLOWED);

        deploy.with("ROLLOUT_ACTION", "rollback").run("4.1.0", cygnus.name());
        assertHealthy(cygnus, "4.1.0");
    }

    @Test
    public void noRequestNoticesTheSwitch() throws Exception {
        DemoInstance acme = fleet.instance("acme-production");
        deploy.run("4.1.0", acme.name());
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService customers = Executors.newFixedThreadPool(4);
        List<Future<Integer>> served = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            String invoice = "/invoices/" + i;
            served.add(customers.submit(() -> {
                int count = 0;
                for (; !enough.get(); count++) {
                    assertThat(browser.get(acme, invoice).status()).isEqualTo(200);
                }
                return count;
            }));
        }

        for (String version : List.of("4.2.0", "4.1.0", "4.2.0", "4.1.0", "4.2.0")) {
            assertThat(deploy.run(version, acme.name()).exitStatus()).isZero();
            assertThat(browser.get(acme, "/version").body()).contains(version);
        }

        enough.set(true);
        for (Future<Integer> count : served) {
            assertThat(count.get()).isPositive();
        }
        customers.shutdown();
    }

    @Test
    public void aReleaseThatDoesNotStartIsRefusedAndTheOneBeforeGoesOn() throws Exception {
        DemoInstance acme = fleet.instance("acme-uat");
        deploy.run("4.1.0", acme.name());

        DeployScript.Result result = deploy.with("TAX_ENGINE", "abacus").run("4.2.0", acme.name());

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.output()).contains("answered 500", "does not start", "ABACUS");
        assertHealthy(acme, "4.1.0");
    }

    @Test
    public void onlyPostReloads() throws Exception {
        DemoInstance acme = fleet.instance("acme-uat");
        deploy.run("4.1.0", acme.name());

        assertThat(browser.get(acme, "/reload").status()).isEqualTo(405);
        assertThat(browser.send("POST", acme, "/reload").status()).isEqualTo(200);
        assertThat(browser.send("POST", acme, "/invoices/1").status()).isEqualTo(405);
        assertThat(browser.get(acme, "/invoices/one").status()).isEqualTo(404);
    }

    @Test
    public void theReleasesAreReproducible() throws Exception {
        Path again = folder.getRoot().toPath().resolve("again");

        Path release = BillingBuild.V4_2_0.build(again);

        assertThat(release).hasSameBinaryContentAs(fleet.workspace().resolve("dist/billing-4.2.0.tar.gz"));
    }

    @Test
    public void aFolderWithOtherThingsIsLeftAlone() throws Exception {
        Path mine = folder.newFolder("mine").toPath();
        Files.writeString(mine.resolve("topology.yaml"), "mine");

        assertThatThrownBy(() -> DemoFleet.start(mine, Clock.systemUTC()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is not empty");
        assertThat(mine.resolve("topology.yaml")).hasContent("mine");
    }

    private void deployEverywhere(String version) {
        List<String> names = fleet.instances().stream().map(DemoInstance::name).toList();
        assertThat(deploy.run(version, names))
                .allSatisfy(result ->
                        assertThat(result.exitStatus()).as(result.output()).isZero());
    }

    private void assertHealthy(DemoInstance instance, String version) throws Exception {
        for (int i = 0; i < 3; i++) {
            Browser.Answer health = browser.get(instance, "/health");
            assertThat(health.status()).as(instance.name()).isEqualTo(200);
            assertThat(health.body()).contains("\"status\":\"up\"", "\"version\":\"" + version + "\"");
            assertThat(health.took()).as(instance.name()).isLessThan(ALLOWED);
        }
        assertThat(browser.get(instance, "/version").body())
                .isEqualTo("{\"service\":\"billing\",\"version\":\"%s\"}", version);
    }
}
