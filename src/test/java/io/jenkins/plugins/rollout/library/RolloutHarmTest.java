package io.jenkins.plugins.rollout.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.rollout.InstanceState;
import org.junit.Test;

/** {@code rollout(…) { … }} when a release is bad: what goes back, and what the build says at the end. */
public final class RolloutHarmTest extends LibraryStory {
    private static final String CALL =
            "rollout(service: 'billing', version: '4.2.0', environments: ['qa'], strategy: canary(first: 1)";
    private static final String TOLERANT =
            "rollout(service: 'billing', version: '4.2.0', environments: ['qa'], strategy: allAtOnce(failureBudget: 1)";

    @Test
    public void aBadCanaryGoesBackWithTheSameBody() {
        isUnhealthyWith("4.2.0", "acme-qa");

        run(CALL + ") { instance -> sh \"./deploy.sh ${instance.name} ${instance.version}\" }");

        stagesAre(
                "Plan billing 4.2.0",
                "qa: canary",
                "  [acme-qa]",
                "gate: canary (failed)",
                "qa: way back",
                "  [acme-qa]",
                "gate: way back",
                "Rolled back: 0 of 3 (failed)");
        assertThat(logged("sh")).containsExactly("./deploy.sh acme-qa 4.2.0", "./deploy.sh acme-qa 4.1.0");
        failureIs(
                "billing 4.2.0: rolled-back. stopped in wave 1; 1 instance rolled back. 0 of 3 instances are on it; not on it:",
                "  acme-qa: rolled-back, on 4.1.0; /health answered fail",
                "  globex-qa, initech-qa: skipped, on 4.1.0; the rollout ended before",
                "What happened to each: https://ci.example.com/job/billing/7/rollout/?rollout=billing-4.2.0-20260101-000000");
    }

    @Test
    public void theWayBackMayBeAnotherOne() {
        isUnhealthyWith("4.2.0", "acme-qa");

        run(CALL + ", rollback: { instance -> sh \"./undo.sh ${instance.version}\" }) { sh './deploy.sh' }");

        assertThat(logged("sh")).containsExactly("./deploy.sh", "./undo.sh 4.1.0");
        assertThat(stateOf("acme-qa")).isEqualTo(InstanceState.ROLLED_BACK);
    }

    @Test
    public void aBodyThatFailsIsItsInstancesFailure() {
        build.brokenCommands.add("./deploy.sh globex-qa 4.2.0");

        run(CALL + ") { instance -> sh \"./deploy.sh ${instance.name} ${instance.version}\" }");

        stagesAre(
                "Plan billing 4.2.0",
                "qa: canary",
                "  [acme-qa]",
                "gate: canary",
                "qa: to 100% (failed)",
                "  [globex-qa] (failed)",
                "  [initech-qa]",
                "gate: to 100% (failed)",
                "qa: way back",
                "  [globex-qa]",
                "gate: way back",
                "Rolled back: 1 of 3 (failed)");
        assertThat(failure()).contains("\n  globex-qa: rolled-back, on 4.1.0; script returned exit code 1\n");
    }

    @Test
    public void onceTheBudgetIsSpentTheRestOfAWaveIsLeftAlone() {
        build.brokenCommands.add("deploy acme-qa 4.2.0");

        run("rollout(service: 'billing', version: '4.2.0', environments: ['qa'], maxParallel: 1) { instance ->"
                + " sh \"deploy ${instance.name} ${instance.version}\" }");

        assertThat(logged("sh")).containsExactly("deploy acme-qa 4.2.0", "deploy acme-qa 4.1.0");
        assertThat(stateOf("globex-qa")).isEqualTo(InstanceState.SKIPPED);
        assertThat(failure()).contains("\n  globex-qa, initech-qa: skipped, on 4.1.0; the wave was stopped\n");
    }

    @Test
    public void aFailedTestOfTheSquadMakesAnInstanceUnhealthy() {
        build.brokenCommands.add("./smoke.sh acme-qa 4.2.0");

        run(CALL + ", verify: { instance -> sh \"./smoke.sh ${instance.name} ${instance.version}\" }) { }");

        stagesAre(
                "Plan billing 4.2.0",
                "qa: canary",
                "  [acme-qa]",
                "gate: canary (failed)",
                "  [acme-qa] (failed)",
                "qa: way back",
                "  [acme-qa]",
                "gate: way back",
                "  [acme-qa]",
                "Rolled back: 0 of 3 (failed)");
        assertThat(failure()).contains("\n  acme-qa: rolled-back, on 4.1.0; verify: script returned exit code 1");
    }

    @Test
    public void aWayBackThatFailsIsAFailure() {
        isUnhealthyWith("4.2.0", "acme-qa");
        build.brokenCommands.add("./undo.sh");

        run(CALL + ", rollback: { sh './undo.sh' }) { }");

        assertThat(stateOf("acme-qa")).isEqualTo(InstanceState.ROLLBACK_FAILED);
        assertThat(failure())
                .startsWith("billing 4.2.0: failed. 1 instance could not be brought back.")
                .contains("  acme-qa: rollback-failed, on unknown")
                .contains("; script returned exit code 1");
    }

    @Test
    public void notEverywhereIsAFailureUnlessTold() {
        isUnhealthyWith("4.2.0", "globex-qa");

        run(TOLERANT + ") { }");

        failureIs(
                "billing 4.2.0: partial. 1 instance rolled back within the failure budget. 2 of 3 instances are on it; not on it:",
                "  globex-qa: rolled-back, on 4.1.0; /health answered fail",
                "What happened to each: https://ci.example.com/job/billing/7/rollout/?rollout=billing-4.2.0-20260101-000000");
        assertThat(build.result).isEqualTo("SUCCESS");
    }

    @Test
    public void notEverywhereMayBeUnstable() {
        isUnhealthyWith("4.2.0", "globex-qa");

        run(TOLERANT + ", onPartial: 'unstable') { }");

        assertThat(failure()).isEqualTo("none");
        assertThat(build.result).isEqualTo("UNSTABLE");
        assertThat(logged("unstable")).hasSize(1).first().asString().contains("globex-qa: rolled-back, on 4.1.0");
        assertThat(build.stages.text()).endsWith("Partial: 2 of 3 (unstable)\n");
    }

    @Test
    public void notEverywhereMayBeGoodEnough() {
        isUnhealthyWith("4.2.0", "globex-qa");

        Object end = run("return " + TOLERANT + ", onPartial: 'continue') { }");

        assertThat(failure()).isEqualTo("none");
        assertThat(build.result).isEqualTo("SUCCESS");
        assertThat(end).asString().contains("outcome=partial");
        assertThat(logged("echo")).hasSize(1).first().asString().contains("globex-qa: rolled-back, on 4.1.0");
    }

    @Test
    public void whatWentBackIsAFailureEvenWherePartIsGoodEnough() {
        isUnhealthyWith("4.2.0", "acme-qa");

        run(CALL + ", onPartial: 'continue') { }");

        assertThat(failure()).contains("billing 4.2.0: rolled-back");
    }

    @Test
    public void aPersonIsAskedWhereAWaveCannotBeJudged() {
        cannotBeJudgedWith("4.2.0", "acme-qa");
        somebodyApproves();

        run(CALL + ", onHold: { held -> echo held.message }) { }");

        assertThat(failure()).isEqualTo("none");
        stagesAre(
                "Plan billing 4.2.0",
                "qa: canary",
                "  [acme-qa]",
                "gate: canary (unstable)",
                "Held for a person",
                "qa: to 100%",
                "  [globex-qa]",
                "  [initech-qa]",
                "gate: to 100%",
                "Succeeded: 3 of 3");
        assertThat(logged("echo").get(0))
                .startsWith("billing 4.2.0 waits for a person. wave 1 (qa, canary) could not be judged: ")
                .endsWith(
                        "or abort to end here. Answer here: https://ci.example.com/job/billing/7/rollout/?rollout=billing-4.2.0-20260101-000000");
    }

    @Test
    public void aPersonIsAskedBeforeAWayBackWhereTheStrategySaysSo() {
        isUnhealthyWith("4.2.0", "acme-qa");
        somebodyApproves();

        run("rollout(service: 'billing', version: '4.2.0', environments: ['qa'],"
                + " strategy: canary(first: 1, onFailure: 'hold')) { }");

        stagesAre(
                "Plan billing 4.2.0",
                "qa: canary",
                "  [acme-qa]",
                "gate: canary (failed)",
                "Held for a person",
                "qa: way back",
                "  [acme-qa]",
                "gate: way back",
                "Rolled back: 0 of 3 (failed)");
        assertThat(stateOf("acme-qa")).isEqualTo(InstanceState.ROLLED_BACK);
    }

    @Test
    public void aPersonMayEndIt() {
        cannotBeJudgedWith("4.2.0", "acme-qa");
        somebodyAborts();

        run(CALL + ") { }");

        assertThat(failure()).startsWith("billing 4.2.0: aborted. aborted by bob: looked at it.");
        assertThat(build.stages.text()).endsWith("Aborted: 0 of 3 (failed)\n");
    }

    @Test
    public void aPlanThatCannotBeMadeIsRefusedInTheWordsOfTheCall() {
        run("rollout(service: 'billing', version: '4.2.0', environments: ['prod']) { }");

        assertThat(failure()).isEqualTo("Jenkinsfile line 1: the topology has no environment 'prod'");
        assertThat(rollouts.rollouts()).isEmpty();
    }

    @Test
    public void anArtifactNeedsAWorkspace() {
        run("rollout(service: 'billing', version: '4.2.0', environments: ['qa'], artifact: 'a.tgz') { }");

        assertThat(failure())
                .startsWith("Jenkinsfile line 1: there is no workspace here that could have the artifact 'a.tgz'");
    }
}
