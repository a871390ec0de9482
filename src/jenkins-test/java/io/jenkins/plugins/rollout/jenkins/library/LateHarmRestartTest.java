package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.Fleet;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** The controller is restarted between an instance's passing its gate and its falling sick, or right after that. */
public class LateHarmRestartTest {
    private static final String HARM = "acme-production: found unhealthy after wave 1 had passed: ";

    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public final AllIsSaved saved = new AllIsSaved();

    @Rule
    public final Fleet fleet = new Fleet();

    private String job;

    private WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        fleet.install();
        Builds.everybodyHas(jenkins, "4.1.0");
        WorkflowRun build = Builds.start(jenkins, script);
        job = build.getParent().getFullName();
        return build;
    }

    private WorkflowRun build(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }

    private static void onlyAcmeWentBack(JenkinsRule jenkins, WorkflowRun build) throws Exception {
        Builds.ended(jenkins, Result.SUCCESS, build);
        assertThat(Builds.rollout(build).state()).isEqualTo(RolloutState.PARTIAL);
        assertThat(Builds.state(build, "acme-production")).isEqualTo(InstanceState.ROLLED_BACK);
        assertThat(Builds.state(build, "cygnus-production")).isEqualTo(InstanceState.HEALTHY);
    }

    @Test
    public void aWaveThatHasPassedGoesOnBeingWatched() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = start(jenkins, """
                    rollout(service: 'billing', version: '4.2.0', environments: ['production'], onPartial: 'continue',
                        strategy: canary(first: 1, failureBudget: 1), maxParallel: 1, background: true, interval: '100ms',
                        checks: [httpCheck(path: '/health/{version}')]) {
                        if (it.action == 'deploy' && it.customer == 'borealis') { semaphore 'body' }
                    }
                    """);
            SemaphoreStep.waitForStart("body/1", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            SemaphoreStep.waitForStart("body/1", build);
            fleet.failsWith("acme", "4.2.0");
            jenkins.waitForMessage(HARM, build);
            jenkins.waitForMessage("cygnus-production is not begun now: ", build);
            SemaphoreStep.success("body/1", null);

            onlyAcmeWentBack(jenkins, build);
        });
    }

    /** None of the plugin's steps takes the rollout up again here. */
    @Test
    public void evenWhileThePipelineDoesSomethingElse() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = start(jenkins, """
                    def plan = planRollout(service: 'billing', version: '4.2.0', environments: 'production',
                        strategy: canary(first: 1, failureBudget: 1), background: true, interval: '100ms',
                        checks: [httpCheck(path: '/health/{version}')])
                    for (def next = rolloutNext(plan.id); !next.finished; next = rolloutNext(plan.id)) {
                        switch (next.action) {
                            case 'deploy': deployToInstances(wave: next.wave) { }; break
                            case 'judge': healthGate(wave: next.wave, failStep: false); semaphore 'between'; break
                            case 'rollback': rollbackInstances(rollout: plan.id) { }; break
                        }
                    }
                    """);
            SemaphoreStep.waitForStart("between/1", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            SemaphoreStep.waitForStart("between/1", build);
            fleet.failsWith("acme", "4.2.0");
            jenkins.waitForMessage(HARM, build);
            for (int gate = 1; gate <= 3; gate++) {
                SemaphoreStep.success("between/" + gate, null);
            }

            onlyAcmeWentBack(jenkins, build);
        });
    }

    @Test
    public void anInterruptedGateGoesOnAfterTheWayBack() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = start(jenkins, """
                    rollout(service: 'billing', version: '4.2.0', environments: ['production'], onPartial: 'continue',
                        strategy: canary(first: 1, failureBudget: 1), background: true, samples: 40, interval: '200ms',
                        checks: [httpCheck(path: '/health/{version}')], after: { echo "${it.name} ends: ${it.verdict}" }) {
                        if (it.action == 'rollback') { semaphore 'back' }
                    }
                    """);
            jenkins.waitForMessage("measuring wave 2 ", build);
            fleet.failsWith("acme", "4.2.0");
            SemaphoreStep.waitForStart("back/1", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            SemaphoreStep.waitForStart("back/1", build);
            SemaphoreStep.success("back/1", null);

            onlyAcmeWentBack(jenkins, build);
            jenkins.assertLogContains("to 100% ends: pass", build);
            jenkins.assertLogNotContains("ends: interrupted", build);
        });
    }
}
