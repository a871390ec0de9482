package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.Fleet;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The stages of a build read like the story of its rollout, and those are red in which something went wrong. */
public class StagesTest {
    private static final String CANARY = """
            rollout(service: 'billing', version: '4.2.0', environments: ['production'],
                strategy: canary(first: 1), checks: [httpCheck(path: '/health/{version}')]%s) { echo "$ROLLOUT_VERSION" }
            """;
    private static final String TOLERANT = """
            rollout(service: 'billing', version: '4.2.0', environments: ['production'],
                strategy: allAtOnce(failureBudget: 1), checks: [httpCheck(path: '/health/{version}')]%s) { }
            echo 'after it'
            """;

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

    private static WorkflowRun run(Result result, String script) throws Exception {
        return Builds.run(JENKINS, result, script);
    }

    private static void stagesAre(WorkflowRun build, String... lines) {
        assertThat(StageList.of(build)).isEqualTo(String.join("\n", lines) + "\n");
    }

    @Test
    public void aCanaryThatIsWell() throws Exception {
        stagesAre(
                run(Result.SUCCESS, CANARY.formatted("")),
                "Plan billing 4.2.0",
                "production: canary",
                "  [acme-production]",
                "gate: canary",
                "production: to 100%",
                "  [borealis-production]",
                "  [cygnus-production]",
                "gate: to 100%",
                "Succeeded: 3 of 3");
    }

    @Test
    public void aCanaryThatIsSickGoesBack() throws Exception {
        FLEET.failsWith("acme", "4.2.0");

        WorkflowRun build = run(Result.FAILURE, CANARY.formatted(""));

        stagesAre(
                build,
                "Plan billing 4.2.0",
                "production: canary",
                "  [acme-production]",
                "gate: canary (failed)",
                "production: way back",
                "  [acme-production]",
                "gate: way back",
                "Rolled back: 0 of 3 (failed)");
        assertThat(Builds.rollout(build).state()).isEqualTo(RolloutState.ROLLED_BACK);
        JENKINS.assertLogContains("ERROR: billing 4.2.0: rolled-back.", build);
        JENKINS.assertLogContains("  acme-production: rolled-back, on 4.1.0; ", build);
    }

    @Test
    public void aBodyThatFails() throws Exception {
        stagesAre(
                run(
                        Result.FAILURE,
                        CANARY.formatted("")
                                .replace(
                                        "{ echo \"$ROLLOUT_VERSION\" }",
                                        "{ i -> if (i.action == 'deploy' && i.customer == 'borealis') { error 'no space left' } }")),
                "Plan billing 4.2.0",
                "production: canary",
                "  [acme-production]",
                "gate: canary",
                "production: to 100% (failed)",
                "  [borealis-production] (failed)",
                "  [cygnus-production]",
                "gate: to 100% (failed)",
                "production: way back",
                "  [borealis-production]",
                "gate: way back",
                "Rolled back: 2 of 3 (failed)");
    }

    @Test
    public void aSquadsOwnTestThatFails() throws Exception {
        WorkflowRun build = run(
                Result.FAILURE,
                CANARY.formatted(
                        ", verify: { i -> if (i.version == '4.2.0') { error \"${i.name} has no invoices\" } }"));

        stagesAre(
                build,
                "Plan billing 4.2.0",
                "production: canary",
                "  [acme-production]",
                "gate: canary (failed)",
                "  [acme-production] (failed)",
                "production: way back",
                "  [acme-production]",
                "gate: way back",
                "  [acme-production]",
                "Rolled back: 0 of 3 (failed)");
        JENKINS.assertLogContains("acme-production has no invoices", build);
    }

    @Test
    public void notEverybodyIsAFailure() throws Exception {
        FLEET.failsWith("borealis", "4.2.0");

        WorkflowRun build = run(Result.FAILURE, TOLERANT.formatted(""));

        partIsKept(build, "Partial: 2 of 3 (failed)");
        JENKINS.assertLogNotContains("after it", build);
    }

    @Test
    public void notEverybodyMayBeUnstable() throws Exception {
        FLEET.failsWith("borealis", "4.2.0");

        WorkflowRun build = run(Result.UNSTABLE, TOLERANT.formatted(", onPartial: 'unstable'"));

        partIsKept(build, "Partial: 2 of 3 (unstable)");
        JENKINS.assertLogContains("after it", build);
    }

    @Test
    public void notEverybodyMayBeGoodEnough() throws Exception {
        FLEET.failsWith("borealis", "4.2.0");

        WorkflowRun build = run(Result.SUCCESS, TOLERANT.formatted(", onPartial: 'continue'"));

        partIsKept(build, "Partial: 2 of 3");
        JENKINS.assertLogContains("after it", build);
    }

    private static void partIsKept(WorkflowRun build, String end) {
        stagesAre(
                build,
                "Plan billing 4.2.0",
                "production",
                "  [acme-production]",
                "  [borealis-production]",
                "  [cygnus-production]",
                "gate: production (unstable)",
                "production: way back",
                "  [borealis-production]",
                "gate: way back",
                end);
        assertThat(Builds.rollout(build).state()).isEqualTo(RolloutState.PARTIAL);
    }

    @Test
    public void aPersonWhoDecides() throws Exception {
        WorkflowRun build = Builds.start(JENKINS, """
                rollout(service: 'billing', version: '4.2.0', environments: ['production'],
                    checks: [httpCheck(path: '/health', credentialsId: 'nobody')], onHold: { held -> echo held.message }) { }
                """);
        JENKINS.waitForMessage("waits for a person", build);
        JENKINS.assertLogContains("billing 4.2.0", build);
        BuildRollouts.get().approve(Builds.rollout(build).id(), "bob", "seen");

        Builds.ended(JENKINS, Result.SUCCESS, build);

        stagesAre(
                build,
                "Plan billing 4.2.0",
                "production",
                "  [acme-production]",
                "  [borealis-production]",
                "  [cygnus-production]",
                "gate: production (unstable)",
                "Held for a person",
                "Succeeded: 3 of 3");
    }
}
