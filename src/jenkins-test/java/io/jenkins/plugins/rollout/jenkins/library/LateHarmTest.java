package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.Fleet;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.util.Arrays;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Acme's instance falls sick when its wave has passed already, in the middle of whatever happens to the next one. */
public class LateHarmTest {
    /** What a later wave's gate, or its bake time, or a body is told: acme first, then borealis and cygnus. */
    private static final String ROLLOUT = """
            rollout(service: 'billing', version: '4.2.0', environments: ['production'], maxParallel: 1, onPartial: 'continue',
                strategy: canary(first: 1, %s), checks: [httpCheck(path: '/health/{version}')], %s, background: true,
                before: { wave -> echo "${wave.name} begins" }, after: { wave -> echo "${wave.name} ends: ${wave.verdict}" }) %s
            """;

    private static final String HARM =
            "acme-production: found unhealthy after wave 1 had passed: http /health/{version}: ";
    private static final String MAKES_WAY = "makes way for the way back of acme-production";

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
    public void everybodyHasTheEarlierRelease() throws Exception {
        FLEET.install();
        Builds.everybodyHas(JENKINS, "4.1.0");
    }

    private static WorkflowRun start(String limits, String sampling, String body) throws Exception {
        return Builds.start(JENKINS, ROLLOUT.formatted(limits, sampling, body));
    }

    /** Holds borealis in its body, which is called with 4.2.0. */
    private static String holding(String semaphore) {
        return "{ if (it.action == 'deploy' && it.customer == 'borealis') { semaphore '" + semaphore + "' } }";
    }

    private static void acmeFallsSick(WorkflowRun build) throws Exception {
        FLEET.failsWith("acme", "4.2.0");
        JENKINS.waitForMessage(HARM, build);
    }

    private static void partIsKept(WorkflowRun build, String... stages) throws Exception {
        Builds.ended(JENKINS, Result.SUCCESS, build);
        assertThat(StageList.of(build)).isEqualTo(String.join("\n", stages) + "\n");
        assertThat(Builds.rollout(build).state()).isEqualTo(RolloutState.PARTIAL);
        assertThat(Builds.state(build, "acme-production")).isEqualTo(InstanceState.ROLLED_BACK);
        assertThat(Builds.state(build, "cygnus-production")).isEqualTo(InstanceState.HEALTHY);
        assertThat(JenkinsRule.getLog(build).lines().filter(line -> line.endsWith("to 100% ends: pass")))
                .hasSize(1);
        JENKINS.assertLogNotContains("ends: interrupted", build);
        nobodyWatches();
    }

    private static void nobodyWatches() throws Exception {
        Builds.await("nobody watches any more", () -> Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .noneMatch(frame -> frame.getClassName().endsWith(".BackgroundWatch")));
    }

    @Test
    public void whileTheNextWaveIsDeployed() throws Exception {
        WorkflowRun build = start("failureBudget: 1", "interval: '100ms'", holding("deploy"));
        SemaphoreStep.waitForStart("deploy/1", build);

        acmeFallsSick(build);
        JENKINS.waitForMessage("cygnus-production is not begun now: its wave " + MAKES_WAY, build);
        SemaphoreStep.success("deploy/1", null);

        partIsKept(
                build,
                "Plan billing 4.2.0",
                "production: canary",
                "  [acme-production]",
                "gate: canary",
                "production: to 100%",
                "  [borealis-production]",
                "  [cygnus-production]",
                "production: way back",
                "  [acme-production]",
                "gate: way back",
                "production: to 100%",
                "  [cygnus-production]",
                "gate: to 100%",
                "Partial: 2 of 3");
    }

    @Test
    public void beforeTheNextWaveBegins() throws Exception {
        WorkflowRun build = Builds.start(
                JENKINS,
                ROLLOUT.formatted("failureBudget: 1", "interval: '100ms'", "{ }")
                        .replace(
                                "before: { wave ->",
                                "before: { wave -> if (wave.number == 2) { semaphore 'before' };"));
        SemaphoreStep.waitForStart("before/1", build);

        acmeFallsSick(build);
        SemaphoreStep.success("before/1", null);
        SemaphoreStep.success("before/2", null);

        partIsKept(
                build,
                "Plan billing 4.2.0",
                "production: canary",
                "  [acme-production]",
                "gate: canary",
                "production: to 100%",
                "  [borealis-production]",
                "  [cygnus-production]",
                "production: way back",
                "  [acme-production]",
                "gate: way back",
                "production: to 100%",
                "  [borealis-production]",
                "  [cygnus-production]",
                "gate: to 100%",
                "Partial: 2 of 3");
    }

    @Test
    public void whileTheNextWaveIsWatched() throws Exception {
        WorkflowRun build = start("failureBudget: 1, bake: '6s'", "interval: '100ms'", "{ }");
        JENKINS.waitForMessage("watching wave 2 until", build);

        acmeFallsSick(build);

        theGateMakesWay(build);
    }

    @Test
    public void whileTheNextWaveIsMeasured() throws Exception {
        WorkflowRun build = start("failureBudget: 1", "samples: 40, interval: '200ms'", "{ }");
        JENKINS.waitForMessage("measuring wave 2 (borealis-production, cygnus-production): ", build);

        acmeFallsSick(build);

        theGateMakesWay(build);
    }

    @Test
    public void whileTheNextWaveWaitsForItsNextMeasurement() throws Exception {
        // No round comes for a while, in which it would be noticed.
        WorkflowRun build = Builds.start(
                JENKINS,
                ROLLOUT.formatted("failureBudget: 1", "interval: '100ms'", "{ }")
                        .replace(
                                "checks: [httpCheck(path: '/health/{version}')]",
                                "checks: [httpCheck(path: '/health/{version}'), httpCheck(path: '/slow', initialDelay: '8s')]"));
        JENKINS.waitForMessage("measuring wave 2 (borealis-production, cygnus-production): ", build);

        acmeFallsSick(build);

        theGateMakesWay(build);
    }

    @Test
    public void whereAllStayWellNothingIsSaidAndTheWatchEnds() throws Exception {
        WorkflowRun build = start("failureBudget: 1", "samples: 5, interval: '500ms'", "{ }");

        Builds.ended(JENKINS, Result.SUCCESS, build);
        assertThat(Builds.rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
        JENKINS.assertLogNotContains("background", build);
        assertThat(FLEET.asked().stream().filter("acme"::equals)).hasSizeGreaterThan(5);
        nobodyWatches();
    }

    private static void theGateMakesWay(WorkflowRun build) throws Exception {
        JENKINS.waitForMessage("wave 2 is not judged yet: it " + MAKES_WAY, build);
        partIsKept(
                build,
                "Plan billing 4.2.0",
                "production: canary",
                "  [acme-production]",
                "gate: canary",
                "production: to 100%",
                "  [borealis-production]",
                "  [cygnus-production]",
                "gate: to 100% (unstable)",
                "production: way back",
                "  [acme-production]",
                "gate: way back",
                "gate: to 100%",
                "Partial: 2 of 3");
    }

    @Test
    public void moreThanTheBudgetAllowsStopsTheRollout() throws Exception {
        WorkflowRun build = start("failureBudget: 0", "interval: '100ms'", holding("stop"));
        SemaphoreStep.waitForStart("stop/1", build);

        acmeFallsSick(build);
        JENKINS.waitForMessage("cygnus-production is left out: the rollout was stopped: wave 1 failed", build);
        SemaphoreStep.success("stop/1", null);

        Builds.ended(JENKINS, Result.FAILURE, build);
        assertThat(StageList.of(build))
                .isEqualTo(String.join(
                                "\n",
                                "Plan billing 4.2.0",
                                "production: canary",
                                "  [acme-production]",
                                "gate: canary",
                                "production: to 100%",
                                "  [borealis-production]",
                                "  [cygnus-production]",
                                "production: way back",
                                "  [acme-production]",
                                "gate: way back",
                                "gate: to 100%",
                                "Rolled back: 1 of 3 (failed)")
                        + "\n");
        assertThat(Builds.state(build, "borealis-production")).isEqualTo(InstanceState.HEALTHY);
        assertThat(Builds.state(build, "cygnus-production")).isEqualTo(InstanceState.SKIPPED);
        nobodyWatches();
    }

    @Test
    public void whileASquadTestsTheNextWave() throws Exception {
        WorkflowRun build = Builds.start(
                JENKINS,
                ROLLOUT.formatted("failureBudget: 1", "interval: '100ms'", "{ }")
                        .replace(
                                "before: {",
                                "verify: { if (it.customer == 'borealis') { semaphore 'verify' }; echo \"tested ${it.name}\" }, before: {"));
        SemaphoreStep.waitForStart("verify/1", build);

        acmeFallsSick(build);
        SemaphoreStep.success("verify/1", null);
        SemaphoreStep.success("verify/2", null);

        Builds.ended(JENKINS, Result.SUCCESS, build);
        assertThat(Builds.rollout(build).state()).isEqualTo(RolloutState.PARTIAL);
        assertThat(JenkinsRule.getLog(build).lines().filter(line -> line.endsWith("tested borealis-production")))
                .as("it was tested again, after the way back")
                .hasSize(2);
    }

    @Test
    public void somebodyWhoStopsTheBuildEndsTheWatch() throws Exception {
        WorkflowRun build = start("failureBudget: 1", "interval: '100ms'", holding("abort"));
        SemaphoreStep.waitForStart("abort/1", build);
        int before = FLEET.asked().size();
        Builds.await("acme is asked in the background", () -> FLEET.asked().size() > before + 3);

        build.doStop();

        Builds.ended(JENKINS, Result.ABORTED, build);
        nobodyWatches();
        assertThat(Builds.rollout(build).state()).isEqualTo(RolloutState.ABORTED);
        assertThat(FLEET.asked()).doesNotContain("borealis", "cygnus");
    }

    @Test
    public void somebodyIsAskedWhereTheStrategySaysSo() throws Exception {
        WorkflowRun build = start("failureBudget: 1, onFailure: 'hold'", "interval: '100ms'", holding("hold"));
        SemaphoreStep.waitForStart("hold/1", build);
        acmeFallsSick(build);
        SemaphoreStep.success("hold/1", null);
        JENKINS.waitForMessage("Approve to roll back acme-production to 4.1.0", build);

        BuildRollouts.get().approve(Builds.rollout(build).id(), "bob", "seen");

        Builds.ended(JENKINS, Result.SUCCESS, build);
        assertThat(Builds.rollout(build).state()).isEqualTo(RolloutState.PARTIAL);
        assertThat(StageList.of(build)).contains("Held for a person\nproduction: way back\n  [acme-production]\n");
    }
}
