package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.Fleet;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** The controller is restarted while a step waits. */
public class RestartTest {
    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public final Fleet fleet = new Fleet();

    private static WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "billing");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun build(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("billing", WorkflowJob.class).getBuildByNumber(1);
    }

    private static String id(WorkflowRun build) {
        return RolloutAction.of(build).get(0);
    }

    private static void assertJudgedOnce(WorkflowRun build, int waves) {
        assertThat(ControllerLedger.get().ledger().decisiveEvents(id(build), 0))
                .filteredOn(event -> event.event() instanceof RolloutEvent.WaveJudged)
                .hasSize(waves);
    }

    @Test
    public void whileAWaveIsWatched() throws Throwable {
        sessions.then(jenkins -> {
            fleet.install();
            WorkflowRun build = start(jenkins, """
                    planRollout(service: 'billing', version: '4.2.0', environments: 'production',
                        strategy: allAtOnce(bake: '20s'), checks: [httpCheck(path: '/health')])
                    pretendDeploy()
                    echo 'verdict ' + healthGate(wave: 1)
                    """);
            jenkins.waitForMessage("watching wave 1", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("verdict pass", build);
            assertJudgedOnce(build, 1);
        });
    }

    @Test
    public void whileInstancesAreVerified() throws Throwable {
        sessions.then(jenkins -> {
            fleet.install();
            WorkflowRun build = start(jenkins, """
                    planRollout(service: 'billing', version: '4.2.0', environments: 'production',
                        strategy: allAtOnce(failureBudget: 2))
                    pretendDeploy()
                    def verified = verifyInstances(wave: 1) {
                        if (env.ROLLOUT_CUSTOMER == 'borealis') { error 'no login' }
                        if (env.ROLLOUT_CUSTOMER == 'acme') {
                            echo 'a long test'
                            sleep 15
                            error "too slow on ${rolloutInstance().name}"
                        }
                    }
                    echo "verified: ${verified.passed} ${verified.failed*.name.sort()}"
                    echo 'verdict ' + healthGate(wave: 1)
                    """);
            jenkins.waitForMessage("a long test", build);
            jenkins.waitForMessage("borealis-production failed: no login", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("verified: [cygnus-production] [acme-production, borealis-production]", build);
            jenkins.assertLogContains("verify: too slow on acme-production", build);
            jenkins.assertLogContains("verify: no login", build);
            assertThat(ControllerLedger.get().ledger().decisiveEvents(id(build), 0))
                    .filteredOn(event -> event.event() instanceof RolloutEvent.InstanceVerified)
                    .hasSize(3);
            assertJudgedOnce(build, 1);
        });
    }

    @Test
    public void whileAWaveIsMeasured() throws Throwable {
        CountDownLatch asked = new CountDownLatch(2);
        sessions.then(jenkins -> {
            fleet.install();
            fleet.onRequest(asked::countDown);
            start(jenkins, """
                    planRollout(service: 'billing', version: '4.2.0', environments: 'production',
                        strategy: canary(first: 1), checks: [httpCheck(path: '/health')], samples: 4, interval: '2s')
                    pretendDeploy()
                    echo 'verdict ' + healthGate(wave: 1)
                    """);
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("verdict pass", build);
            jenkins.assertLogContains("wave 1: pass, 1 instance is healthy", build);
            assertJudgedOnce(build, 1);
        });
    }

    @Test
    public void whileAPersonIsWaitedFor() throws Throwable {
        sessions.then(jenkins -> {
            fleet.install();
            WorkflowRun build = start(jenkins, """
                    def plan = planRollout(service: 'billing', version: '4.2.0', environments: 'production',
                        strategy: canary(first: 1), checks: [httpCheck(path: '/health', credentialsId: 'nobody')])
                    pretendDeploy()
                    healthGate(wave: 1)
                    echo "next: ${rolloutNext(plan.id).action}"
                    """);
            jenkins.waitForMessage("waits for a person", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            assertThat(BuildRollouts.load(id(build)).state()).isEqualTo(RolloutState.HELD);
            BuildRollouts.get().approve(id(build), "bob", "seen");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("next: deploy", build);
        });
    }
}
