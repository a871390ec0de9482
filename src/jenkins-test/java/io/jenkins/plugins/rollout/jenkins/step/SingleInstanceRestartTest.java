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

/** A controller that is restarted, or dies, while some instances are brought and others wait for their turn. */
public class SingleInstanceRestartTest {
    private static final String BRANCHES = """
            def branches = [:]
            def results = [:]
            for (name in plan.waves[0].instances) {
                def instance = name
                branches[instance] = { results[instance] = deployToInstances(wave: 1, instance: instance) {
                    semaphore env.ROLLOUT_CUSTOMER
                    echo "${rolloutInstance().version} on ${rolloutInstance().name}"
                } }
            }
            parallel(branches)
            echo "deployed ${results.values()*.deployed.flatten().sort()}"
            """ + TestGate.class.getName() + ".judge(currentBuild.rawBuild, plan.id)\n";

    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static String plan(int maxParallel) {
        return "def plan = planRollout(service: 'billing', version: '4.2.0', environments: ['production'], maxParallel: "
                + maxParallel + ")\n";
    }

    private static WorkflowRun begin(JenkinsRule jenkins, String script) throws Exception {
        Site.ofFiveCustomers();
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "billing");
        job.setDefinition(new CpsFlowDefinition(script, false));
        return job.scheduleBuild2(0).waitForStart();
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

    private static void awaitSteps(WorkflowRun build, int count) throws Exception {
        await(
                count + " steps",
                () -> build.getExecution().getCurrentExecutions(false).get().stream()
                                .filter(InstanceExecution.class::isInstance)
                                .count()
                        == count);
    }

    private static void end(String... semaphores) {
        for (String semaphore : semaphores) {
            SemaphoreStep.success(semaphore, null);
        }
    }

    private static void assertAllWereBrought(JenkinsRule jenkins, WorkflowRun build) throws Exception {
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains(
                "deployed [acme-production, borealis-production, cygnus-production, dorado-production, everest-production]",
                build);
        assertThat(rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
    }

    @Test
    public void goesOnWhileSomeRunAndSomeWait() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = begin(jenkins, plan(2) + BRANCHES);
            SemaphoreStep.waitForStart("acme/1", build);
            SemaphoreStep.waitForStart("borealis/1", build);
            awaitSteps(build, 5);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = theBuild(jenkins);
            end("borealis/1");
            SemaphoreStep.waitForStart("cygnus/1", build);
            assertThat(rollout(build).inFlight()).hasSize(2);
            assertThat(state(build, "acme")).isEqualTo(InstanceState.DEPLOYING);

            end("acme/1", "cygnus/1", "dorado/1", "everest/1");
            assertAllWereBrought(jenkins, build);
            jenkins.assertLogContains("4.2.0 on acme-production", build);
        });
    }

    @Test
    public void beginsAgainWhatWasBegunOnRecordOnly() throws Throwable {
        File dead = new File(folder.getRoot(), "dead");
        sessions.then(jenkins -> {
            WorkflowRun build = begin(jenkins, plan(1) + BRANCHES);
            SemaphoreStep.waitForStart("acme/1", build);
            awaitSteps(build, 5);
            ((CpsFlowExecution) build.getExecution()).waitForSuspension();
            FileUtils.copyDirectory(new File(jenkins.jenkins.getRootDir(), "jobs"), new File(dead, "jobs"));
            end("acme/1");
            SemaphoreStep.waitForStart("borealis/1", build);
        });
        // The ledger has the beginning of borealis; the pipeline was saved while acme was brought and borealis waited.
        FileUtils.deleteDirectory(new File(sessions.getHome(), "jobs"));
        FileUtils.moveDirectory(new File(dead, "jobs"), new File(sessions.getHome(), "jobs"));
        sessions.then(jenkins -> {
            WorkflowRun build = theBuild(jenkins);
            assertThat(state(build, "acme")).isEqualTo(InstanceState.VERIFYING);
            SemaphoreStep.waitForStart("borealis/2", build);
            assertThat(rollout(build).inFlight()).singleElement().satisfies(one -> assertThat(one.attempt())
                    .isEqualTo(2));

            end("acme/1", "borealis/2", "cygnus/1", "dorado/1", "everest/1");
            assertAllWereBrought(jenkins, build);
        });
    }

    @Test
    public void beginsAgainWhatNoStepOfThePipelineKnows() throws Throwable {
        File dead = new File(folder.getRoot(), "dead");
        sessions.then(jenkins -> {
            WorkflowRun build = begin(jenkins, plan(2) + "semaphore 'before'\n" + BRANCHES);
            SemaphoreStep.waitForStart("before/1", build);
            ((CpsFlowExecution) build.getExecution()).waitForSuspension();
            FileUtils.copyDirectory(new File(jenkins.jenkins.getRootDir(), "jobs"), new File(dead, "jobs"));
            end("before/1");
            SemaphoreStep.waitForStart("acme/1", build);
            SemaphoreStep.waitForStart("borealis/1", build);
        });
        FileUtils.deleteDirectory(new File(sessions.getHome(), "jobs"));
        FileUtils.moveDirectory(new File(dead, "jobs"), new File(sessions.getHome(), "jobs"));
        sessions.then(jenkins -> {
            WorkflowRun build = theBuild(jenkins);
            end("before/1", "acme/2", "borealis/2", "cygnus/1", "dorado/1", "everest/1");
            assertAllWereBrought(jenkins, build);
        });
    }
}
