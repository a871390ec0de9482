package io.jenkins.plugins.rollout.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.rollout.demo.DemoFleet;
import io.jenkins.plugins.rollout.demo.DemoInstance;
import io.jenkins.plugins.rollout.demo.DemoPrometheus;
import io.jenkins.plugins.rollout.demo.DemoTraffic;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

/** The Jenkinsfiles of the README, of docs/ and of the library's help, against the demo's instances, which really run. */
public class JenkinsfilesTest {
    private static final Pattern JENKINSFILE =
            Pattern.compile("<!-- jenkinsfile: ([a-z-]+) -->\\s*```groovy\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern HELP_EXAMPLE = Pattern.compile("\\nExample:\\n\\n((?: {4}.*\\n|\\n)+)");

    private static final String ENGINEERING = "'eng-1', 'eng-2', 'eng-3', 'eng-4', 'eng-5', 'eng-6', 'eng-7'";
    private static final List<String> CUSTOMERS = List.of("acme", "borealis", "cygnus", "dunmore", "elbrus");

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    static {
        JENKINS.timeout = 900;
    }

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static DemoFleet fleet;
    private static WorkflowJob job;

    @BeforeClass
    public static void instancesRun() throws Exception {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        job = JENKINS.createProject(WorkflowJob.class, "billing");
        Path workspace = new File(JENKINS.jenkins.getRootDir(), "workspace/billing").toPath();
        fleet = DemoFleet.start(workspace, Clock.systemUTC());
        TopologyConfiguration.get().replace(Files.readString(fleet.topology()), "the demo");
        Files.writeString(
                workspace.resolve("smoke.sh"),
                "#!/bin/sh\ntest -n \"$ROLLOUT_URL\" && test \"$1\" = \"$ROLLOUT_URL\"\n");
        assertThat(workspace.resolve("smoke.sh").toFile().setExecutable(true)).isTrue();
    }

    @Before
    public void everybodyHasTheEarlierRelease() throws Exception {
        Ledger ledger = ControllerLedger.get().ledger();
        String environments = fleet.instances().stream()
                .map(DemoInstance::name)
                .filter(name -> !ledger.of("billing").releaseOn(name).version().equals(fleet.installVersion()))
                .map(name -> "'" + name.replaceFirst("^[a-z]+-(uat|staging|production)$", "$1") + "'")
                .distinct()
                .collect(Collectors.joining(", "));
        if (!environments.isEmpty()) {
            bring(fleet.installVersion(), environments);
        }
        assertThat(versions().values()).containsOnly(fleet.installVersion());
    }

    @AfterClass
    public static void stop() throws Exception {
        fleet.close();
    }

    private static void bring(String version, String environments) throws Exception {
        run(Result.SUCCESS, """
                node {
                    rollout(service: 'billing', version: '%s', artifact: 'dist/billing-%s.tar.gz', environments: [%s],
                        promotion: 'ignore') { sh './deploy.sh' }
                }
                """.formatted(version, version, environments));
    }

    private static String jenkinsfile(String document, String name) throws Exception {
        Matcher matcher = JENKINSFILE.matcher(Files.readString(Path.of(document)));
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return matcher.group(2);
            }
        }
        throw new AssertionError(document + " has no Jenkinsfile '" + name + "'");
    }

    private static String helpExample(String variable) throws Exception {
        Matcher matcher = HELP_EXAMPLE.matcher(Files.readString(Path.of("vars", variable + ".txt")));
        assertThat(matcher.find()).as("the help of %s has an example", variable).isTrue();
        return matcher.group(1);
    }

    private static WorkflowRun run(Result result, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return JENKINS.buildAndAssertStatus(result, job);
    }

    private static Rollout rolloutOf(WorkflowRun build) {
        List<String> rollouts = RolloutAction.of(build);
        return BuildRollouts.load(rollouts.get(rollouts.size() - 1));
    }

    /** What the ledger has on record for the instances in production, by customer. */
    private static Map<String, String> versions() {
        Ledger ledger = ControllerLedger.get().ledger();
        Map<String, String> versions = new TreeMap<>();
        for (String customer : CUSTOMERS) {
            versions.put(
                    customer,
                    ledger.of("billing").releaseOn(customer + "-production").version());
        }
        return versions;
    }

    private static void allButCygnusHaveTheRelease() {
        assertThat(versions()).containsEntry("cygnus", "4.1.0").containsEntry("acme", "4.2.0");
        assertThat(versions().values().stream().filter("4.2.0"::equals)).hasSize(4);
    }

    @Test
    public void theReadmeBringsTheReleaseToAllButTheHurtCustomer() throws Exception {
        String fiveLines = jenkinsfile("README.md", "demo");
        assertThat(fiveLines.lines()).hasSize(5);

        WorkflowRun build = run(Result.FAILURE, fiveLines);

        assertThat(rolloutOf(build).state()).isEqualTo(RolloutState.PARTIAL);
        allButCygnusHaveTheRelease();
        JENKINS.assertLogContains("billing 4.2.0: partial", build);
        JENKINS.assertLogContains("cygnus-production: rolled-back, on 4.1.0", build);
    }

    /** Its checks are commands, so it needs an agent; its folder is a Git repository, as a squad's would be. */
    @Test
    public void theFirstRolloutRunsInJenkinsToo() throws Exception {
        Path repository = FOLDER.newFolder().toPath();
        try (Stream<Path> files = Files.list(Path.of("examples", "first-rollout"))) {
            for (Path file : files.toList()) {
                Files.copy(file, repository.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        git(repository, "init", "--quiet");
        git(repository, "add", "--all");
        git(
                repository,
                "-c",
                "user.name=squad",
                "-c",
                "user.email=squad@example.com",
                "commit",
                "--quiet",
                "-m",
                "first");
        JENKINS.createOnlineSlave();
        JENKINS.jenkins.setNumExecutors(0);
        TopologyConfiguration.get().replace(Files.readString(repository.resolve("topology.yaml")), "the example");
        WorkflowJob greeting = JENKINS.createProject(WorkflowJob.class, "greeting");
        greeting.setDefinition(
                new CpsScmFlowDefinition(new GitSCM(repository.toUri().toString()), "Jenkinsfile"));
        try {
            WorkflowRun build = JENKINS.buildAndAssertSuccess(greeting);

            assertThat(rolloutOf(build).state()).isEqualTo(RolloutState.SUCCEEDED);
            JENKINS.assertLogContains("cygnus-production now runs greeting 1.0", build);
        } finally {
            JENKINS.jenkins.setNumExecutors(2);
            TopologyConfiguration.get().replace(Files.readString(fleet.topology()), "the demo");
        }
    }

    private static void git(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    public void theLoopMayBeWrittenByHand() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, jenkinsfile("docs/pipeline.md", "loop"));

        assertThat(rolloutOf(build).state()).isEqualTo(RolloutState.PARTIAL);
        allButCygnusHaveTheRelease();
    }

    @Test
    public void wavesMayStandInTheJenkinsfileByName() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, jenkinsfile("docs/pipeline.md", "by-hand"));

        assertThat(rolloutOf(build).state()).isEqualTo(RolloutState.SUCCEEDED);
        assertThat(rolloutOf(build).instances()).hasSize(2);
    }

    @Test
    public void aWaveMayBeVerified() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, jenkinsfile("docs/pipeline.md", "verify"));

        assertThat(rolloutOf(build).state()).isEqualTo(RolloutState.SUCCEEDED);
        JENKINS.assertLogContains("failed: []", build);
    }

    @Test
    public void instancesMayBeBranchesOfTheJenkinsfile() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, jenkinsfile("docs/pipeline.md", "branches"));

        assertThat(rolloutOf(build).state()).isEqualTo(RolloutState.SUCCEEDED);
        JENKINS.assertLogContains("(Branch: eng-2)", build);
    }

    /** Nobody asks the instances how they are; what their customers met is all that the gate knows. */
    @Test
    public void aGateMayAskAPrometheus() throws Exception {
        assumeTrue("there is no prometheus on the PATH", DemoPrometheus.isInstalled());
        bring("4.2.0", ENGINEERING + ", 'uat', 'staging'");
        try (DemoPrometheus prometheus = DemoPrometheus.start(fleet);
                DemoTraffic customers = DemoTraffic.start(fleet.instances())) {
            // The past with which the last wave is compared.
            Thread.sleep(10_000);
            String metrics =
                    jenkinsfile("docs/pipeline.md", "metrics").replace("http://127.0.0.1:9090", prometheus.url());

            WorkflowRun build = run(Result.FAILURE, metrics);

            assertThat(rolloutOf(build).state()).isEqualTo(RolloutState.PARTIAL);
            allButCygnusHaveTheRelease();
            JENKINS.assertLogContains("cygnus-production: found unhealthy: failed requests: ", build);
        }
    }

    @Test
    public void anOutcomeMayMakeTheBuildUnstable() throws Exception {
        String line = jenkinsfile("docs/pipeline.md", "part-outcome");

        run(Result.UNSTABLE, "def next = [outcome: 'partial', why: 'one went back']\n" + line);
    }

    @Test
    public void aPipelineBuildsOnlyWhenItIsToDeploy() throws Exception {
        String stage = jenkinsfile("docs/pipeline.md", "part-mode").replace("make dist", "echo it is being built");

        WorkflowRun build = run(Result.SUCCESS, "node {\n" + stage + "}");

        JENKINS.assertLogContains("it is being built", build);
    }

    @Test
    public void theBodyMayTakeTheInstance() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, jenkinsfile("docs/library.md", "instance"));

        JENKINS.assertLogContains("eng-2 runs 4.1.0 and gets 4.2.0", build);
    }

    @Test
    public void blocksRunAroundWavesAndInTheGate() throws Exception {
        String blocks =
                jenkinsfile("docs/library.md", "blocks").replace("curl --fail --silent --show-error", "echo would ask");

        WorkflowRun build = run(Result.SUCCESS, blocks);

        JENKINS.assertLogContains("canary in eng-2 begins: eng-2", build);
        JENKINS.assertLogContains("would ask http://", build);
        JENKINS.assertLogContains("canary: pass", build);
    }

    @Test
    public void strategiesAndChecksMayBeMaps() throws Exception {
        assertThat(rolloutOf(run(Result.SUCCESS, jenkinsfile("docs/library.md", "maps")))
                        .state())
                .isEqualTo(RolloutState.SUCCEEDED);
    }

    @Test
    public void aDeclarativePipelineCallsItAsAStep() throws Exception {
        assertThat(rolloutOf(run(Result.SUCCESS, jenkinsfile("docs/library.md", "declarative")))
                        .state())
                .isEqualTo(RolloutState.SUCCEEDED);
    }

    @Test
    public void textsMayBeOnesOwn() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, jenkinsfile("docs/library.md", "templates"));

        JENKINS.assertLogContains(
                "Done: billing 4.2.0 on 1 instances, see " + build.getAbsoluteUrl() + "rollout/?rollout=", build);
    }

    @Test
    public void promotionIsARolloutForEachEnvironment() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, jenkinsfile("docs/library.md", "promote"));

        assertThat(RolloutAction.of(build)).hasSize(2);
        JENKINS.assertLogContains("eng-1 is well, on to eng-2", build);
    }

    @Test
    public void aPipelineBuildsPromotesAndRollsOut() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, jenkinsfile("docs/library.md", "pipeline"));

        assertThat(RolloutAction.of(build)).hasSize(3);
        assertThat(rolloutOf(build).plan().version()).isEqualTo("4.2.0");
    }

    @Test
    public void theHelpOfRolloutIsTrue() throws Exception {
        bring("4.2.0", ENGINEERING + ", 'uat'");

        WorkflowRun build = run(Result.FAILURE, helpExample("rollout"));

        allButCygnusHaveTheRelease();
        JENKINS.assertLogContains("production, canary: pass", build);
    }

    @Test
    public void theHelpOfPromoteIsTrue() throws Exception {
        bring("4.2.0", ENGINEERING);

        WorkflowRun build = run(Result.UNSTABLE, helpExample("promote"));

        allButCygnusHaveTheRelease();
        JENKINS.assertLogContains("staging is well, on to production", build);
    }

    @Test
    public void theHelpOfRolloutPipelineIsTrue() throws Exception {
        bring("4.2.0", ENGINEERING);

        WorkflowRun build = run(Result.UNSTABLE, helpExample("rolloutPipeline"));

        allButCygnusHaveTheRelease();
        assertThat(RolloutAction.of(build)).hasSize(3);
    }
}
