package io.jenkins.plugins.rollout.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.demo.DemoFleet;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The Jenkinsfiles of the README and of docs/, against the demo's instances, which really run. */
public class JenkinsfilesTest {
    private static final Pattern JENKINSFILE =
            Pattern.compile("<!-- jenkinsfile: ([a-z-]+) -->\\s*```groovy\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern STRATEGY = Pattern.compile("strategy: canary\\(.*?\\)", Pattern.DOTALL);

    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    private DemoFleet fleet;
    private WorkflowJob job;

    @Before
    public void billingRuns() throws Exception {
        job = jenkins.createProject(WorkflowJob.class, "billing");
        Path workspace = new File(jenkins.jenkins.getRootDir(), "workspace/billing").toPath();
        fleet = DemoFleet.start(workspace, Clock.systemUTC());
        TopologyConfiguration.get().replace(Files.readString(fleet.topology()), "the demo");
        String everywhereAtOnce = STRATEGY.matcher(jenkinsfile("README.md", "demo"))
                .replaceAll("strategy: allAtOnce()")
                .replace(fleet.version(), fleet.installVersion());
        run(Result.SUCCESS, everywhereAtOnce);
        assertThat(versions().values()).containsOnly(fleet.installVersion());
    }

    @After
    public void stop() throws Exception {
        fleet.close();
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

    private WorkflowRun run(Result result, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(result, job);
    }

    private Rollout rolloutOf(WorkflowRun build) {
        return BuildRollouts.load(RolloutAction.of(build).get(0));
    }

    /** What the ledger has on record for the instances in production, by customer. */
    private Map<String, String> versions() {
        Ledger ledger = ControllerLedger.get().ledger();
        Map<String, String> versions = new TreeMap<>();
        for (String customer : new String[] {"acme", "borealis", "cygnus", "dunmore", "elbrus"}) {
            versions.put(
                    customer,
                    ledger.of("billing").releaseOn(customer + "-production").version());
        }
        return versions;
    }

    @Test
    public void theReadmeBringsTheReleaseToAllButTheHurtCustomer() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, jenkinsfile("README.md", "demo"));

        assertThat(rolloutOf(build).state()).isEqualTo(RolloutState.PARTIAL);
        assertThat(versions()).containsEntry("cygnus", "4.1.0").containsEntry("acme", "4.2.0");
        assertThat(versions().values().stream().filter("4.2.0"::equals)).hasSize(4);
    }

    @Test
    public void wavesMayStandInTheJenkinsfileByName() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, jenkinsfile("docs/pipeline.md", "by-hand"));

        assertThat(rolloutOf(build).state()).isEqualTo(RolloutState.SUCCEEDED);
        assertThat(rolloutOf(build).instances()).hasSize(2);
    }

    @Test
    public void instancesMayBeBranchesOfTheJenkinsfile() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, jenkinsfile("docs/pipeline.md", "branches"));

        assertThat(rolloutOf(build).state()).isEqualTo(RolloutState.SUCCEEDED);
        jenkins.assertLogContains("(Branch: eng-2)", build);
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

        jenkins.assertLogContains("it is being built", build);
    }
}
