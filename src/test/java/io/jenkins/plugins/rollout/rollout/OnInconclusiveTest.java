package io.jenkins.plugins.rollout.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Amount;
import io.jenkins.plugins.rollout.testing.Fleet;
import io.jenkins.plugins.rollout.testing.Specs;
import io.jenkins.plugins.rollout.testing.Story;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.Map;
import org.junit.Test;

/** What a gate makes of instances that could not be judged. */
public class OnInconclusiveTest {
    /** Instances c-1-prod to c-3-prod. */
    private static final Topology THREE =
            Fleet.chain("prod").customers(3).everywhere().build();

    private static Story judged(OnInconclusive onInconclusive, Specs spec, Map<String, Verdict> others) {
        Story story = Story.of(THREE, spec);
        return story.deployAll().judge(others, onInconclusive);
    }

    private static WaveProgress wave(Story story) {
        return story.rollout().waves().get(0);
    }

    @Test
    public void onHoldAPersonDecides() {
        Story story = judged(OnInconclusive.HOLD, Specs.to("prod"), Map.of("c-2-prod", Verdict.INCONCLUSIVE));

        assertThat(wave(story).verdict()).contains(Verdict.INCONCLUSIVE);
        assertThat(story.ask()).contains("could not be judged");
    }

    @Test
    public void onContinueTheyCountAsHealthyAndTheVerdictSaysSo() {
        Story story = judged(OnInconclusive.CONTINUE, Specs.to("prod"), Map.of("c-2-prod", Verdict.INCONCLUSIVE));

        assertThat(wave(story).verdict()).contains(Verdict.PASS);
        assertThat(wave(story).reason())
                .isEqualTo("1 of 3 instances not judged, and the gate goes on all the same: c-2-prod: as measured");
        assertThat(story.stateOf("c-2-prod")).isEqualTo(InstanceState.HEALTHY);
        assertThat(story.rollout().instance("c-2-prod").orElseThrow().reason())
                .isEqualTo("taken for healthy; not judged: as measured");
        assertThat(story.finish().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    public void onContinueHarmIsHarm() {
        Story story = judged(
                OnInconclusive.CONTINUE,
                Specs.to("prod").failureBudget(Amount.instances(1)),
                Map.of("c-1-prod", Verdict.FAIL, "c-2-prod", Verdict.INCONCLUSIVE));

        assertThat(wave(story).reason())
                .isEqualTo("1 of 3 instances bad, within the failure budget of 1: c-1-prod: as measured; 1 of 3"
                        + " instances not judged, and the gate goes on all the same: c-2-prod: as measured");
        assertThat(story.next()).isInstanceOf(Decision.RollBack.class);
    }

    @Test
    public void onFailTheyCountAgainstTheFailureBudget() {
        Story story = judged(OnInconclusive.FAIL, Specs.to("prod"), Map.of("c-2-prod", Verdict.INCONCLUSIVE));

        assertThat(wave(story).verdict()).contains(Verdict.FAIL);
        assertThat(story.stateOf("c-2-prod")).isEqualTo(InstanceState.UNHEALTHY);
        assertThat(story.rollout().instance("c-2-prod").orElseThrow().reason())
                .isEqualTo("could not be judged, and the gate says 'onInconclusive: fail': as measured");
        assertThat(story.next()).isInstanceOf(Decision.RollBack.class);
    }

    @Test
    public void onFailWithinTheBudgetTheWavePasses() {
        Story story = judged(
                OnInconclusive.FAIL,
                Specs.to("prod").failureBudget(Amount.instances(1)),
                Map.of("c-2-prod", Verdict.INCONCLUSIVE));

        assertThat(wave(story).verdict()).contains(Verdict.PASS);
        assertThat(wave(story).bad()).isEqualTo(1);
    }

    @Test
    public void aWayBackIsStrictInAnyCase() {
        for (OnInconclusive onInconclusive : OnInconclusive.values()) {
            Story story = judged(onInconclusive, Specs.to("prod"), Map.of("c-2-prod", Verdict.FAIL));

            story.rollBack().deployAll().judge(Map.of("c-2-prod", Verdict.INCONCLUSIVE), onInconclusive);

            assertThat(story.stateOf("c-2-prod")).as("%s", onInconclusive).isEqualTo(InstanceState.ROLLBACK_FAILED);
        }
    }

    @Test
    public void theWordsAreThoseOfARolloutFile() {
        assertThat(OnInconclusive.values())
                .extracting(OnInconclusive::word)
                .containsExactly("hold", "continue", "fail");
    }
}
