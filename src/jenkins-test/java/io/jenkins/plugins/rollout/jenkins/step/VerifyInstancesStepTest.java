package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.Fleet;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests of a pipeline's own that count in the judgement of a wave. */
public class VerifyInstancesStepTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @ClassRule
    public static final Fleet FLEET = new Fleet();

    @Before
    public void site() {
        FLEET.install();
    }

    private static WorkflowJob job(String script) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static Rollout rollout(WorkflowRun build) {
        return BuildRollouts.load(RolloutAction.of(build).get(0));
    }

    private static InstanceState state(WorkflowRun build, String customer) {
        return rollout(build).instance(customer + "-production").orElseThrow().state();
    }

    private static String plan(String strategy, String gate) {
        return "def plan = planRollout(service: 'billing', version: '4.2.0', environments: 'production', strategy: "
                + strategy + gate + ")\n";
    }

    private static final String HEALTH = ", checks: [httpCheck(path: '/health')]";
    private static final String BAD_BOREALIS = """
            def verified = verifyInstances(wave: plan.waves[0]) {
                echo "smoke test of ${env.ROLLOUT_INSTANCE} on ${env.ROLLOUT_VERSION}"
                if (env.ROLLOUT_CUSTOMER == 'borealis') { error 'smoke test exited with 1' }
            }
            echo "verified: ${verified.passed.sort()} ${verified.failed} ${verified.skipped} ${verified.wave} ${verified.rollout == plan.id}"
            def verdict = healthGate(wave: 1, failStep: false)
            echo "verdict: ${verdict}"
            """;

    @Test
    public void oneThatFailsIsUnhealthyAndGoesBackAlone() throws Exception {
        WorkflowRun build = JENKINS.buildAndAssertSuccess(job(plan("allAtOnce()", HEALTH) + "pretendDeploy()\n"
                + BAD_BOREALIS + "rollbackInstances { echo \"back: ${env.ROLLOUT_INSTANCE}\" }\n"));

        JENKINS.assertLogContains("smoke test of acme-production on 4.2.0", build);
        JENKINS.assertLogContains(
                "verified: [acme-production, cygnus-production] [[name:borealis-production,"
                        + " reason:smoke test exited with 1]] [] 1 true",
                build);
        JENKINS.assertLogContains("verdict: fail", build);
        JENKINS.assertLogContains("borealis-production: found unhealthy: verify: smoke test exited with 1", build);
        assertThat(FLEET.asked()).containsExactlyInAnyOrder("acme", "cygnus");
        assertThat(state(build, "acme")).isEqualTo(InstanceState.HEALTHY);
        assertThat(state(build, "cygnus")).isEqualTo(InstanceState.HEALTHY);
        assertThat(rollout(build).waves()).hasSize(2);
        assertThat(rollout(build).waves().get(0).wave().size()
                        + rollout(build).waves().get(1).wave().size())
                .isEqualTo(4);
        assertThat(new DepthFirstScanner().allNodes(build.getExecution()))
                .anySatisfy(node -> assertThat(node.getPersistentAction(WarningAction.class))
                        .isNotNull()
                        .satisfies(warning -> assertThat(warning.getResult()).isEqualTo(Result.FAILURE)));
    }

    @Test
    public void withinTheBudgetTheOthersGoOn() throws Exception {
        WorkflowRun build = JENKINS.buildAndAssertSuccess(
                job(plan("allAtOnce(failureBudget: 1)", "") + "pretendDeploy()\n" + BAD_BOREALIS));

        JENKINS.assertLogContains("verdict: pass", build);
        assertThat(state(build, "borealis")).isEqualTo(InstanceState.UNHEALTHY);
        assertThat(state(build, "acme")).isEqualTo(InstanceState.HEALTHY);
    }

    @Test
    public void theBakeTimeIsOverWhenTooManyHaveFailed() throws Exception {
        WorkflowRun build = JENKINS.buildAndAssertSuccess(
                job(plan("allAtOnce(bake: '1h')", HEALTH) + "pretendDeploy()\n" + BAD_BOREALIS));

        JENKINS.assertLogContains("verdict: fail", build);
    }

    @Test
    public void onePassesItsTestAndFailsItsCheck() throws Exception {
        FLEET.answers("acme", 503);
        WorkflowRun build = JENKINS.buildAndAssertSuccess(
                job(
                        plan("allAtOnce()", HEALTH) + "pretendDeploy()\n"
                                + "verifyInstances(wave: 1) { echo 'well' }\n echo \"verdict: ${healthGate(wave: 1, failStep: false)}\""));

        JENKINS.assertLogContains("verdict: fail", build);
        assertThat(state(build, "acme")).isEqualTo(InstanceState.UNHEALTHY);
        assertThat(state(build, "borealis")).isEqualTo(InstanceState.HEALTHY);
    }

    @Test
    public void oneInstanceInEachBranchOfParallel() throws Exception {
        WorkflowRun build = JENKINS.buildAndAssertSuccess(
                job(plan("allAtOnce()", "") + "pretendDeploy(fail: ['cygnus-production'])\n" + """
                        def branches = [:]
                        for (name in plan.waves[0].instances) {
                            def one = name
                            branches[one] = {
                                def result = verifyInstances(wave: plan.waves[0], instance: one) {
                                    def at = rolloutInstance()
                                    if (at.customer == 'acme') { error 'no login' }
                                }
                                echo "${one}: ${result.passed} ${result.failed*.name} ${result.skipped}"
                            }
                        }
                        parallel branches
                        healthGate(wave: 1, failStep: false)
                        """));

        JENKINS.assertLogContains("acme-production: [] [acme-production] []", build);
        JENKINS.assertLogContains("borealis-production: [borealis-production] [] []", build);
        JENKINS.assertLogContains("cygnus-production: [] [] [cygnus-production]", build);
        JENKINS.assertLogContains("cygnus-production is not verified: it is not deployed", build);
        assertThat(rollout(build).instance("acme-production").orElseThrow().reason())
                .isEqualTo("verify: no login");
    }

    @Test
    public void itComesBetweenDeploymentAndJudgement() throws Exception {
        WorkflowRun build = JENKINS.buildAndAssertSuccess(job(plan("allAtOnce()", "") + """
                def refused = { Closure step -> try { step() } catch (e) { echo "refused: ${e.message}" } }
                refused { verifyInstances(wave: 1) { } }
                pretendDeploy()
                refused { verifyInstances(wave: 1, instance: 'nobody') { } }
                refused { verifyInstances(wave: 7) { } }
                refused { verifyInstances(wave: 'one') { } }
                healthGate(1)
                refused { verifyInstances(wave: 1) { } }
                """));

        JENKINS.assertLogContains(
                "refused: verifyInstances comes after the deployment: wave 1 can't be judged now: it is not wholly"
                        + " deployed; call deployToInstances(wave: 1)",
                build);
        JENKINS.assertLogContains("has no instance 'nobody'; it has acme-production,", build);
        JENKINS.assertLogContains("has no wave 7", build);
        JENKINS.assertLogContains("'wave' of verifyInstances must be a wave's number", build);
        JENKINS.assertLogContains("verifyInstances comes before healthGate: wave 1 was judged already: pass", build);
    }

    @Test
    public void whoeverStopsTheBuildEndsTheRollout() throws Exception {
        WorkflowRun build = job(plan("allAtOnce()", "") + "pretendDeploy()\n"
                        + "verifyInstances(wave: 1) { echo 'testing'\n sleep 600 }")
                .scheduleBuild2(0)
                .waitForStart();
        JENKINS.waitForMessage("testing", build);

        build.getExecutor().interrupt(Result.ABORTED);

        JENKINS.assertBuildStatus(Result.ABORTED, JENKINS.waitForCompletion(build));
        assertThat(rollout(build).state()).isEqualTo(RolloutState.ABORTED);
        assertThat(rollout(build).verified(rollout(build).wave(1).orElseThrow()))
                .isEmpty();
    }
}
