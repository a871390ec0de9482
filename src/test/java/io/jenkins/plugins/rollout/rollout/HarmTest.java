package io.jenkins.plugins.rollout.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Amount;
import io.jenkins.plugins.rollout.plan.OnFailure;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Strategy;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.rollback.RollbackPlanner;
import io.jenkins.plugins.rollout.testing.Fleet;
import io.jenkins.plugins.rollout.testing.Specs;
import io.jenkins.plugins.rollout.testing.Story;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What follows when instances fail or are unhealthy, and from a way back that somebody asked for. */
public class HarmTest {
    /** Instances c-1-prod to c-5-prod. */
    private static final Topology FIVE =
            Fleet.chain("prod").customers(5).everywhere().build();

    private static Specs canary() {
        return Specs.to("prod").by(new Strategy.Canary(Amount.instances(1), List.of()));
    }

    private static Specs together() {
        return Specs.to("prod");
    }

    // Harm

    @Test
    public void aSickCanaryIsTakenBackAndNobodyElseIsReached() {
        Story story = Story.of(FIVE, canary());
        story.deployAll().judge(Map.of("c-1-prod", Verdict.FAIL));
        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.UNHEALTHY);

        story.rollBack();
        assertThat(story.rollout().state()).isEqualTo(RolloutState.ROLLING_BACK);
        assertThat(story.begin()).containsExactly("c-1-prod");
        story.deployed(3, "c-1-prod").judgeAllWell();

        assertThat(story.finish())
                .isEqualTo(new Decision.Finish(Outcome.ROLLED_BACK, "stopped in wave 1; 1 instance rolled back"));
        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.ROLLED_BACK);
        assertThat(story.stateOf("c-2-prod")).isEqualTo(InstanceState.SKIPPED);
        assertThat(story.rollout().instance("c-1-prod").orElseThrow().version()).isEqualTo("4.1.0");
        assertThat(story.rollout().blastRadius()).isEqualTo(0.2);
    }

    @Test
    public void onlyTheAffectedGoBack() {
        Story story = Story.of(FIVE, together());

        story.deployAll().judge(Map.of("c-3-prod", Verdict.FAIL));

        assertThat(story.next(Decision.RollBack.class).plan().placements())
                .extracting(Placement::name)
                .containsExactly("c-3-prod");
    }

    @Test
    public void allThatWereReachedGoBackWhenThePolicySaysSo() {
        Story story = Story.of(FIVE, Specs.to("prod").inBatchesOf(2).onFailure(OnFailure.ROLLBACK_ALL));

        story.deployAll().judgeAllWell().deployAll().judge(Map.of("c-3-prod", Verdict.FAIL));

        assertThat(story.next(Decision.RollBack.class).plan().placements())
                .extracting(Placement::name)
                .containsExactly("c-1-prod", "c-2-prod", "c-3-prod", "c-4-prod");
    }

    @Test
    public void withinTheBudgetOnlyTheAffectedGoBackEvenUnderRollbackAll() {
        Story story =
                Story.of(FIVE, together().failureBudget(Amount.instances(1)).onFailure(OnFailure.ROLLBACK_ALL));

        story.deployAll().judge(Map.of("c-3-prod", Verdict.FAIL));

        assertThat(story.next(Decision.RollBack.class).plan().placements())
                .extracting(Placement::name)
                .containsExactly("c-3-prod");
    }

    @Test
    public void withinTheBudgetItGoesOnAfterTheHarmIsMended() {
        Story story = Story.of(FIVE, Specs.to("prod").inBatchesOf(4).failureBudget(Amount.percent(25)));

        story.deployAll().judge(Map.of("c-2-prod", Verdict.FAIL));
        story.rollBack().deployAll().judgeAllWell();
        assertThat(story.begin()).containsExactly("c-5-prod");
        story.deployed(2, "c-5-prod").judgeAllWell();

        assertThat(story.finish().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(story.rollout().blastRadius()).isEqualTo(0.2);
    }

    @Test
    public void noOtherIsStartedOnceTheBudgetIsExceeded() {
        Story story = Story.of(FIVE, together().maxParallel(2));
        story.begin();

        story.failed(1, "c-1-prod");
        assertThat(story.next()).isInstanceOf(Decision.Wait.class);
        story.deployed(1, "c-2-prod").judgeAllWell();

        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.FAILED);
        assertThat(story.stateOf("c-2-prod")).isEqualTo(InstanceState.HEALTHY);
        assertThat(story.stateOf("c-3-prod")).isEqualTo(InstanceState.SKIPPED);
        assertThat(story.rollBack().rollout().wave(2)).isPresent();
    }

    @Test
    public void aPercentageOfAFewAllowsNoFailure() {
        Story story = Story.of(FIVE, together().failureBudget(Amount.percent(19)));

        story.deployAll().judge(Map.of("c-1-prod", Verdict.FAIL));

        assertThat(story.rollout().waves().get(0).verdict()).contains(Verdict.FAIL);
    }

    @Test
    public void anInstanceWithoutAnEarlierReleaseCanNotGoBack() {
        Story story = Story.of(FIVE, canary(), Installations.NONE);
        story.deployAll().judge(Map.of("c-1-prod", Verdict.FAIL)).rollBack();

        assertThat(story.begin()).isEmpty();
        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.ROLLBACK_FAILED);
        story.judgeAllWell();

        assertThat(story.finish())
                .isEqualTo(new Decision.Finish(Outcome.FAILED, "1 instance could not be brought back"));
    }

    @Test
    public void aWayBackIsNotGivenUpHalfWay() {
        Story story = Story.of(FIVE, together().maxParallel(1).onFailure(OnFailure.ROLLBACK_ALL));
        story.deployAll().judge(Map.of("c-1-prod", Verdict.FAIL)).rollBack();

        assertThat(story.begin()).containsExactly("c-1-prod");
        story.failed(2, "c-1-prod");

        assertThat(story.begin()).containsExactly("c-2-prod");
    }

    @Test
    public void anInstanceThatIsSickAfterwardsIsLost() {
        Story story = Story.of(FIVE, canary());
        story.deployAll().judge(Map.of("c-1-prod", Verdict.FAIL)).rollBack();

        story.deployAll().judge(Map.of("c-1-prod", Verdict.INCONCLUSIVE));

        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.ROLLBACK_FAILED);
        assertThat(story.finish().outcome()).isEqualTo(Outcome.FAILED);
    }

    // A way back that somebody asked for

    @Test
    public void aWayBackByHandSucceedsWhenAllAreBack() {
        Story deployment = Story.of(FIVE, together());
        Plan back =
                RollbackPlanner.undo(deployment.rollout().plan().placements().toList(), 1);
        Story story = Story.of(back, together().maxParallel(2));

        story.deployAll().judgeAllWell();

        assertThat(story.finish())
                .isEqualTo(new Decision.Finish(Outcome.SUCCEEDED, "5 instances back on what they had before"));
        assertThat(story.rollout().instances())
                .extracting(InstanceProgress::state)
                .containsOnly(InstanceState.ROLLED_BACK);
    }

    @Test
    public void aWayBackByHandGoesOnAfterAFailure() {
        Topology topology = Fleet.chain("uat", "prod").customers(1).everywhere().build();
        Story deployment = Story.of(topology, Specs.to("uat", "prod"));
        Plan back =
                RollbackPlanner.undo(deployment.rollout().plan().placements().toList(), 1);
        Story story = Story.of(back, Specs.to("uat", "prod"));
        assertThat(story.begin()).containsExactly("c-1-prod");

        story.failed(1, "c-1-prod").judgeAllWell();

        assertThat(story.begin()).containsExactly("c-1-uat");
        story.deployed(2, "c-1-uat").judgeAllWell();
        assertThat(story.finish().outcome()).isEqualTo(Outcome.FAILED);
    }
}
