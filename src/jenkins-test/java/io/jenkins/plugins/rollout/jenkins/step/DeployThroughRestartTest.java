package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.io.File;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** A controller that is restarted, or dies, while bodies run. */
public class DeployThroughRestartTest {
    private static final String PLAN =
            "def plan = planRollout(service: 'billing', version: '4.2.0', environments: ['production'])\n";
    private static final String JUDGE = "\n" + TestGate.class.getName() + ".judge(currentBuild.rawBuild, plan.id)\n";
    private static final String DEPLOY = PLAN
            + "def done = deployToInstances(wave: 1) { semaphore env.ROLLOUT_CUSTOMER; echo \"$ROLLOUT_VERSION on $ROLLOUT_INSTANCE\" }\n"
            + "echo \"deployed ${done.deployed} failed ${done.failed}\"" + JUDGE;

    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static WorkflowRun begin(JenkinsRule jenkins, String script) throws Exception {
        Site.ofFiveCustomers();
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "billing");
        job.setDefinition(new CpsFlowDefinition(script, false));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static void waitForBodies(WorkflowRun build) throws Exception {
        for (String customer : new String[] {"acme", "borealis", "cygnus", "dorado", "everest"}) {
            SemaphoreStep.waitForStart(customer + "/1", build);
        }
    }

    private static WorkflowRun theBuild(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("billing", WorkflowJob.class).getBuildByNumber(1);
    }

    private static Rollout rollout(WorkflowRun build) {
        return BuildRollouts.load(RolloutAction.of(build).get(0));
    }

    private static InstanceState state(WorkflowRun build, String customer) {
        return rollout(build).instance(customer + "-production").orElseThrow().state();
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 600 && !condition.call(); i++) {
            Thread.sleep(100);
        }
        assertThat(condition.call()).as(what).isTrue();
    }

    @Test
    public void goesOnInTheMiddleOfAllBodies() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = begin(jenkins, DEPLOY);
            waitForBodies(build);
            SemaphoreStep.success("acme/1", null);
            SemaphoreStep.failure("borealis/1", new hudson.AbortException("no space left"));
            await(
                    "two ends",
                    () -> state(build, "acme") == InstanceState.VERIFYING
                            && state(build, "borealis") == InstanceState.FAILED);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = theBuild(jenkins);
            for (String customer : new String[] {"cygnus", "dorado", "everest"}) {
                SemaphoreStep.success(customer + "/1", null);
            }
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));

            jenkins.assertLogContains("4.2.0 on everest-production", build);
            jenkins.assertLogContains("failed [[name:borealis-production, reason:no space left]]", build);
            assertThat(rollout(build).waves().get(0).verdict()).isPresent();
            assertThat(state(build, "everest")).isEqualTo(InstanceState.HEALTHY);
        });
    }

    @Test
    public void goesOnWhenTheControllerDiesInTheMiddleOfAllBodies() throws Throwable {
        File dead = new File(folder.getRoot(), "dead");
        sessions.then(jenkins -> {
            WorkflowRun build = begin(jenkins, DEPLOY);
            waitForBodies(build);
            ((CpsFlowExecution) build.getExecution()).waitForSuspension();
            SemaphoreStep.success("acme/1", null);
            await("one end", () -> state(build, "acme") == InstanceState.VERIFYING);
            FileUtils.copyDirectory(jenkins.jenkins.getRootDir(), dead);
        });
        FileUtils.deleteDirectory(sessions.getHome());
        FileUtils.moveDirectory(dead, sessions.getHome());
        sessions.then(jenkins -> {
            WorkflowRun build = theBuild(jenkins);
            for (String customer : new String[] {"borealis", "cygnus", "dorado", "everest"}) {
                SemaphoreStep.success(customer + "/1", null);
            }
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));

            jenkins.assertLogContains("failed []", build);
            assertThat(rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
        });
    }

    @Test
    public void takesUpWhatTheLedgerKnowsAndThePipelineDoesNot() throws Throwable {
        File dead = new File(folder.getRoot(), "dead");
        sessions.then(jenkins -> {
            WorkflowRun build = begin(jenkins, PLAN + "semaphore 'before'\n" + DEPLOY.substring(PLAN.length()));
            SemaphoreStep.waitForStart("before/1", build);
            ((CpsFlowExecution) build.getExecution()).waitForSuspension();
            FileUtils.copyDirectory(new File(jenkins.jenkins.getRootDir(), "jobs"), new File(dead, "jobs"));
            SemaphoreStep.success("before/1", null);
            waitForBodies(build);
        });
        // The ledger has all beginnings; of the pipeline only what was there before is left.
        FileUtils.deleteDirectory(new File(sessions.getHome(), "jobs"));
        FileUtils.moveDirectory(new File(dead, "jobs"), new File(sessions.getHome(), "jobs"));
        sessions.then(jenkins -> {
            WorkflowRun build = theBuild(jenkins);
            SemaphoreStep.success("before/1", null);
            for (String customer : new String[] {"acme", "borealis", "cygnus", "dorado", "everest"}) {
                SemaphoreStep.waitForStart(customer + "/2", build);
                SemaphoreStep.success(customer + "/2", null);
            }
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));

            assertThat(rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
        });
    }

    @Test
    public void goesOnWithAProcess() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = begin(
                    jenkins,
                    PLAN
                            + "deployToInstances(wave: 1) { node { sh 'echo begun on $ROLLOUT_INSTANCE; while [ ! -e ../go ]; do sleep 0.2; done; echo ended on $ROLLOUT_INSTANCE' } }"
                            + JUDGE);
            jenkins.jenkins.setNumExecutors(5);
            for (String customer : new String[] {"acme", "everest"}) {
                jenkins.waitForMessage("begun on " + customer + "-production", build);
            }
        });
        sessions.then(jenkins -> {
            WorkflowRun build = theBuild(jenkins);
            File workspaces = new File(jenkins.jenkins.getRootDir(), "workspace");
            FileUtils.touch(new File(workspaces, "go"));
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));

            jenkins.assertLogContains("ended on everest-production", build);
            assertThat(rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
        });
    }
}
