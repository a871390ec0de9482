package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.rollout.jenkins.Fleet;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/** Somebody stops a build, or aborts its rollout, in the middle. */
public class StopTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @ClassRule
    public static final Fleet FLEET = new Fleet();

    @Rule
    public final AllIsSaved saved = new AllIsSaved();

    static {
        JENKINS.timeout = 900;
    }

    @Before
    public void site() {
        Site.ofFiveCustomers();
    }

    /** The first two are being brought, the others wait. */
    private static WorkflowRun inMidWave(String name, String before) throws Exception {
        WorkflowRun build = Builds.start(JENKINS, before + """
                rollout(service: 'billing', version: '4.2.0', environments: ['production'], maxParallel: 2) {
                    semaphore "%s-${it.customer}"
                }
                """.formatted(name) + (before.isEmpty() ? "" : "}"));
        SemaphoreStep.waitForStart(name + "-acme/1", build);
        SemaphoreStep.waitForStart(name + "-borealis/1", build);
        return build;
    }

    private static void nobodyIsBegunAnyMore(WorkflowRun build) {
        assertThat(Builds.rollout(build).state()).isEqualTo(RolloutState.ABORTED);
        assertThat(Builds.rollout(build).inFlight()).isEmpty();
    }

    @Test
    public void theBuildIsStopped() throws Exception {
        WorkflowRun build = inMidWave("stop", "");

        try (ACLContext as = ACL.as2(new UsernamePasswordAuthenticationToken("ann", "", List.of()))) {
            build.doStop();
        }

        Builds.ended(JENKINS, Result.ABORTED, build);
        nobodyIsBegunAnyMore(build);
        assertThat(Builds.state(build, "everest-production")).isEqualTo(InstanceState.SKIPPED);
        JENKINS.assertLogContains("Aborted by ann", build);
        JENKINS.assertLogNotContains("ERROR: ", build);
        JENKINS.assertLogNotContains("not on it:", build);
        assertThat(StageList.of(build)).endsWith("  [everest-production] (aborted)\n");
    }

    @Test
    public void theBuildTakesTooLong() throws Exception {
        WorkflowRun build = inMidWave("late", "timeout(time: 3, unit: 'SECONDS') {\n");

        Builds.ended(JENKINS, Result.ABORTED, build);
        nobodyIsBegunAnyMore(build);
        JENKINS.assertLogContains("Timeout has been exceeded", build);
        JENKINS.assertLogNotContains("ERROR: ", build);
    }

    @Test
    public void theRolloutIsAborted() throws Exception {
        WorkflowRun build = inMidWave("abort", "");

        BuildRollouts.get().abort(Builds.rollout(build).id(), "bob", "the wrong release");
        // What runs may end.
        SemaphoreStep.success("abort-acme/1", null);
        SemaphoreStep.success("abort-borealis/1", null);

        Builds.ended(JENKINS, Result.FAILURE, build);
        nobodyIsBegunAnyMore(build);
        JENKINS.assertLogContains("ERROR: billing 4.2.0: aborted. ", build);
        JENKINS.assertLogContains("the wrong release", build);
        JENKINS.assertLogContains("everest-production is left out", build);
        assertThat(StageList.of(build)).contains("Aborted: ");
    }

    @Test
    public void theBuildIsStoppedWhileAPersonIsAsked() throws Exception {
        FLEET.install();
        WorkflowRun build = Builds.start(JENKINS, """
                rollout(service: 'billing', version: '4.2.0', environments: ['production'],
                    checks: [httpCheck(path: '/health', credentialsId: 'nobody')]) { }
                """);
        JENKINS.waitForMessage("waits for a person", build);

        build.doStop();

        Builds.ended(JENKINS, Result.ABORTED, build);
        nobodyIsBegunAnyMore(build);
        JENKINS.assertLogNotContains("ERROR: ", build);
    }

    @Test
    public void theBuildIsStoppedWhileAWaveIsWatched() throws Exception {
        WorkflowRun build = Builds.start(JENKINS, """
                rollout(service: 'billing', version: '4.2.0', environments: ['production'], strategy: canary(first: 1, bake: '1h')) { }
                """);
        JENKINS.waitForMessage("watching wave 1", build);

        build.doStop();

        Builds.ended(JENKINS, Result.ABORTED, build);
        nobodyIsBegunAnyMore(build);
        JENKINS.assertLogNotContains("ERROR: ", build);
    }
}
