package io.jenkins.plugins.rollout.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.rollout.InstanceState;
import org.junit.Test;

/** {@code rollout(…) { … }} when an instance is found unhealthy after its wave has passed: the wave under way makes way. */
public final class RolloutLateHarmTest extends LibraryStory {
    private static final String TOLERANT =
            "rollout(service: 'billing', version: '4.2.0', environments: ['qa'], onPartial: 'continue',"
                    + " strategy: [canary: [first: 1], failureBudget: 1]";
    private static final String STRICT =
            "rollout(service: 'billing', version: '4.2.0', environments: ['qa'], strategy: canary(first: 1)";
    private static final String BLOCKS = ", before: { wave -> echo \"before ${wave.name}\" },"
            + " after: { wave -> echo \"${wave.name}: ${wave.verdict}\" }) { sh './deploy.sh' }";

    private void theWayBackComesBetween(String... rest) {
        assertThat(build.stages.text()).isEqualTo(String.join("\n", rest) + "\n");
        assertThat(stateOf("acme-qa")).isEqualTo(InstanceState.ROLLED_BACK);
    }

    @Test
    public void whileALaterWaveIsDeployedTheRestOfItWaits() {
        isFoundUnhealthyBefore("deploy initech-qa", "acme-qa");

        run(TOLERANT + BLOCKS);

        theWayBackComesBetween(
                "Plan billing 4.2.0",
                "qa: canary",
                "  [acme-qa]",
                "gate: canary",
                "qa: to 100%",
                "  [globex-qa]",
                "  [initech-qa]",
                "qa: way back",
                "  [acme-qa]",
                "gate: way back",
                "qa: to 100%",
                "  [initech-qa]",
                "gate: to 100%",
                "Partial: 2 of 3");
        assertThat(logged("sh")).hasSize(4);
    }

    @Test
    public void beforeALaterWaveHasBegunNothingOfItIsBegun() {
        isFoundUnhealthyBefore("deploy globex-qa", "acme-qa");

        run(TOLERANT + BLOCKS);

        theWayBackComesBetween(
                "Plan billing 4.2.0",
                "qa: canary",
                "  [acme-qa]",
                "gate: canary",
                "qa: to 100%",
                "  [globex-qa]",
                "  [initech-qa]",
                "qa: way back",
                "  [acme-qa]",
                "gate: way back",
                "qa: to 100%",
                "  [globex-qa]",
                "  [initech-qa]",
                "gate: to 100%",
                "Partial: 2 of 3");
        assertThat(logged("sh")).hasSize(4);
    }

    @Test
    public void whileALaterWaveIsMeasuredItIsJudgedAfterTheWayBackAndToldOnce() {
        isFoundUnhealthyBefore("judge 2", "acme-qa");

        run(TOLERANT + BLOCKS);

        theWayBackComesBetween(
                "Plan billing 4.2.0",
                "qa: canary",
                "  [acme-qa]",
                "gate: canary",
                "qa: to 100%",
                "  [globex-qa]",
                "  [initech-qa]",
                "gate: to 100% (unstable)",
                "qa: way back",
                "  [acme-qa]",
                "gate: way back",
                "gate: to 100%",
                "Partial: 2 of 3");
        assertThat(logged("echo"))
                .startsWith(
                        "before canary",
                        "canary: pass",
                        "before to 100%",
                        "before way back",
                        "way back: pass",
                        "to 100%: pass")
                .hasSize(7);
    }

    @Test
    public void whatTheSquadTestsIsTestedAgain() {
        isFoundUnhealthyBefore("verify initech-qa", "acme-qa");

        run(TOLERANT + ", verify: { instance -> echo \"testing ${instance.name}\" }) { }");

        assertThat(failure()).isEqualTo("none");
        assertThat(logged("echo"))
                .startsWith(
                        "testing acme-qa",
                        "testing globex-qa",
                        "testing acme-qa",
                        "testing globex-qa",
                        "testing initech-qa");
    }

    @Test
    public void moreThanTheBudgetAllowsStopsTheRollout() {
        isFoundUnhealthyBefore("deploy initech-qa", "acme-qa");

        run(STRICT + BLOCKS);

        theWayBackComesBetween(
                "Plan billing 4.2.0",
                "qa: canary",
                "  [acme-qa]",
                "gate: canary",
                "qa: to 100%",
                "  [globex-qa]",
                "  [initech-qa]",
                "qa: way back",
                "  [acme-qa]",
                "gate: way back",
                "gate: to 100%",
                "Rolled back: 1 of 3 (failed)");
        assertThat(stateOf("initech-qa")).isEqualTo(InstanceState.SKIPPED);
        assertThat(failure()).contains("\n  acme-qa: rolled-back, on 4.1.0; error rate 12 times as high\n");
    }

    @Test
    public void moreHarmDuringAWayBackHasAWayBackOfItsOwn() {
        isFoundUnhealthyBefore("judge 3", "acme-qa");
        isFoundUnhealthyBefore("judge 4", "globex-qa");

        run("rollout(service: 'billing', version: '4.2.0', environments: ['qa'], onPartial: 'continue',"
                + " strategy: [rolling: [batch: 1], failureBudget: 1]) { }");

        theWayBackComesBetween(
                "Plan billing 4.2.0",
                "qa: batch 1",
                "  [acme-qa]",
                "gate: batch 1",
                "qa: batch 2",
                "  [globex-qa]",
                "gate: batch 2",
                "qa: batch 3",
                "  [initech-qa]",
                "gate: batch 3 (unstable)",
                "qa: way back",
                "  [acme-qa]",
                "gate: way back (unstable)",
                "qa: way back",
                "  [globex-qa]",
                "gate: way back",
                "gate: way back",
                "gate: batch 3",
                "Partial: 1 of 3");
    }

    @Test
    public void aPersonIsAskedFirstWhereTheStrategySaysSo() {
        isFoundUnhealthyBefore("judge 2", "acme-qa");
        somebodyApproves();

        run("rollout(service: 'billing', version: '4.2.0', environments: ['qa'],"
                + " strategy: canary(first: 1, onFailure: 'hold', failureBudget: 1), onPartial: 'continue') { }");

        theWayBackComesBetween(
                "Plan billing 4.2.0",
                "qa: canary",
                "  [acme-qa]",
                "gate: canary",
                "qa: to 100%",
                "  [globex-qa]",
                "  [initech-qa]",
                "gate: to 100% (unstable)",
                "Held for a person",
                "qa: way back",
                "  [acme-qa]",
                "gate: way back",
                "gate: to 100%",
                "Partial: 2 of 3");
    }
}
