package io.jenkins.plugins.rollout.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Amount;
import io.jenkins.plugins.rollout.plan.OnFailure;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Strategy;
import io.jenkins.plugins.rollout.testing.Fleet;
import io.jenkins.plugins.rollout.testing.Specs;
import io.jenkins.plugins.rollout.testing.Story;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What follows when people step in, or a driver ends and another one takes over. */
public class InterventionTest {
    /** Instances c-1-prod to c-5-prod. */
    private static final Topology FIVE =
            Fleet.chain("prod").customers(5).everywhere().build();

    private static Specs canary() {
        return Specs.to("prod").by(new Strategy.Canary(Amount.instances(1), List.of()));
    }

    private static Specs together() {
        return Specs.to("prod");
    }

    // Persons

    @Test
    public void onHoldAPersonDecidesOnTheWayBack() {
        Story story = Story.of(FIVE, canary().onFailure(OnFailure.HOLD));
        story.deployAll().judge(Map.of("c-1-prod", Verdict.FAIL));

        assertThat(story.ask()).contains("Approve to roll back c-1-prod to 4.1.0");
        assertThat(story.rollout().state()).isEqualTo(RolloutState.HELD);
        assertThat(story.next()).isInstanceOf(Decision.AskApproval.class);
        story.approved();

        assertThat(story.next()).isInstanceOf(Decision.RollBack.class);
    }

    @Test
    public void whatCouldNotBeJudgedCountsAsHealthyOnAPersonsWord() {
        Story story = Story.of(FIVE, canary());
        story.deployAll().judge(Map.of("c-1-prod", Verdict.INCONCLUSIVE));

        assertThat(story.ask()).contains("could not be judged").contains("c-1-prod: as measured");
        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.VERIFYING);
        story.approved();

        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.HEALTHY);
        assertThat(story.begin()).hasSize(4);
    }

    @Test
    public void onHoldApprovingWhatCouldNotBeJudgedDoesNotApproveTheWayBack() {
        Story story =
                Story.of(FIVE, together().failureBudget(Amount.instances(1)).onFailure(OnFailure.HOLD));
        story.deployAll().judge(Map.of("c-1-prod", Verdict.INCONCLUSIVE, "c-2-prod", Verdict.FAIL));

        assertThat(story.ask()).contains("count it as healthy");
        story.approved();
        assertThat(story.ask()).contains("roll back c-2-prod");
        story.approved();

        assertThat(story.next(Decision.RollBack.class).plan().size()).isEqualTo(1);
    }

    @Test
    public void inAFailedWaveWhatCouldNotBeJudgedGoesBackToo() {
        Story story = Story.of(FIVE, together());

        story.deployAll().judge(Map.of("c-1-prod", Verdict.INCONCLUSIVE, "c-2-prod", Verdict.FAIL));

        assertThat(story.next(Decision.RollBack.class).plan().placements())
                .extracting(Placement::name)
                .containsExactly("c-1-prod", "c-2-prod");
    }

    @Test
    public void anAbortLetsWhatIsInFlightEndAndStartsNothing() {
        Story story = Story.of(FIVE, together().maxParallel(1));
        story.begin();

        story.abortRequested();
        assertThat(story.next(Decision.Wait.class).why()).isEqualTo("aborting; 1 instance still in flight");
        story.deployed(1, "c-1-prod");

        assertThat(story.finish()).isEqualTo(new Decision.Finish(Outcome.ABORTED, "aborted by ann: changed plans"));
        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.VERIFYING);
        assertThat(story.stateOf("c-2-prod")).isEqualTo(InstanceState.SKIPPED);
    }

    @Test
    public void anAbortAnswersAQuestion() {
        Story story = Story.of(FIVE, canary().onFailure(OnFailure.HOLD));
        story.deployAll().judge(Map.of("c-1-prod", Verdict.FAIL)).ask();

        story.abortRequested();

        assertThat(story.finish().outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.UNHEALTHY);
    }

    // Resuming

    @Test
    public void afterAResumeWhatWasInFlightIsUncertainAndWhatWasDoneStaysDone() {
        Story story = Story.of(FIVE, together().maxParallel(2));
        story.begin();
        story.deployed(1, "c-1-prod").resumed();

        assertThat(story.next(Decision.Recover.class).placements())
                .extracting(Placement::name)
                .containsExactly("c-2-prod");
        story.happened(new RolloutEvent.InstanceReset(story.now(), 1, "c-2-prod", "not known to be done"));

        Decision.Deploy deploy = story.next(Decision.Deploy.class);
        assertThat(deploy.start())
                .extracting(start -> start.placement().name())
                .containsExactly("c-2-prod", "c-3-prod");
        assertThat(deploy.start()).extracting(Decision.Start::attempt).containsExactly(2, 1);
    }

    @Test
    public void whatWasFoundDoneAfterAResumeIsNotDoneAgain() {
        Story story = Story.of(FIVE, canary());
        story.begin();

        story.resumed().deployed(1, "c-1-prod");

        assertThat(story.next()).isInstanceOf(Decision.Judge.class);
    }

    @Test
    public void whatWasInFlightIsTakenBackWhenItsWaveIsStoppedBeforeItsSecondTurn() {
        Story story = Story.of(FIVE, together().maxParallel(2));
        story.begin();
        story.failed(1, "c-1-prod").resumed();

        story.happened(new RolloutEvent.InstanceReset(story.now(), 1, "c-2-prod", "not known to be done"))
                .judgeAllWell();

        assertThat(story.stateOf("c-2-prod")).isEqualTo(InstanceState.FAILED);
        assertThat(story.rollout().waves().get(0).reason())
                .isEqualTo("2 of 2 instances bad: c-1-prod: exit status 1,"
                        + " c-2-prod: was in flight when the driver ended");
        assertThat(story.next(Decision.RollBack.class).plan().placements())
                .extracting(Placement::name)
                .containsExactly("c-1-prod", "c-2-prod");
    }

    @Test
    public void whatWasInFlightIsNotCalledSkippedWhenTheRolloutEndsBeforeItsSecondTurn() {
        Story story = Story.of(FIVE, canary());
        story.begin();
        story.resumed().happened(new RolloutEvent.InstanceReset(story.now(), 1, "c-1-prod", "not known to be done"));

        story.abortRequested().finish();

        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.FAILED);
    }

    @Test
    public void anAbortAfterAResumeDoesNotWaitForWhatNobodyDrives() {
        Story story = Story.of(FIVE, canary());
        story.begin();

        story.resumed().abortRequested().finish();

        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.FAILED);
    }
}
