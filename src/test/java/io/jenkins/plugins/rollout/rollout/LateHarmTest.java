package io.jenkins.plugins.rollout.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Amount;
import io.jenkins.plugins.rollout.plan.OnFailure;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Strategy;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.testing.Fleet;
import io.jenkins.plugins.rollout.testing.Specs;
import io.jenkins.plugins.rollout.testing.Story;
import io.jenkins.plugins.rollout.topology.Topology;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.Test;

/** What follows when an instance is found unhealthy whose wave had passed. */
public class LateHarmTest {
    /** Instances c-1-prod to c-6-prod. */
    private static final Topology SIX =
            Fleet.chain("prod").customers(6).everywhere().build();

    /** Waves of two; one of them may be bad. */
    private static Specs pairs() {
        return Specs.to("prod").inBatchesOf(2).failureBudget(Amount.instances(1));
    }

    private static Specs strictPairs() {
        return Specs.to("prod").inBatchesOf(2);
    }

    /** Wave 1 has passed, and wave 2 has begun with one instance deployed and one in flight. */
    private static Story inTheMiddleOfWaveTwo(Specs spec) {
        Story story = Story.of(SIX, spec);
        story.deployAll().judgeAllWell();
        story.begin();
        return story.deployed(2, "c-3-prod");
    }

    private static List<String> targets(Story story) {
        return story.next(Decision.RollBack.class)
                .plan()
                .placements()
                .map(Placement::name)
                .toList();
    }

    // Within the failure budget

    @Test
    public void onlyTheHarmedGoesBackAndAtOnce() {
        Story story = inTheMiddleOfWaveTwo(pairs());

        story.harmFound(1, "c-1-prod");

        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.UNHEALTHY);
        assertThat(story.rollout().instance("c-1-prod").orElseThrow().reason())
                .isEqualTo("error rate 12 times as high");
        assertThat(targets(story)).containsExactly("c-1-prod");
        WaveProgress wave = story.rollout().waves().get(0);
        assertThat(wave.verdict()).contains(Verdict.PASS);
        assertThat(wave.reason())
                .isEqualTo("1 of 2 instances found unhealthy after the wave had passed, within the failure budget"
                        + " of 1: c-1-prod: error rate 12 times as high");
        assertThat(wave.bad()).isEqualTo(1);
    }

    @Test
    public void whatIsInFlightGoesOnAndTheInterruptedWaveAfterTheWayBack() {
        Story story = inTheMiddleOfWaveTwo(pairs()).harmFound(1, "c-1-prod").rollBack();

        assertThat(story.begin()).containsExactly("c-1-prod");
        assertThat(story.rollout().inFlight())
                .extracting(one -> one.placement().name())
                .containsExactly("c-4-prod", "c-1-prod");
        story.deployed(2, "c-4-prod").deployed(4, "c-1-prod").judgeAllWell();

        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.ROLLED_BACK);
        assertThat(story.next(Decision.Judge.class).placements())
                .extracting(Placement::name)
                .containsExactly("c-3-prod", "c-4-prod");
        story.judgeAllWell().deployAll().judgeAllWell();
        assertThat(story.finish())
                .isEqualTo(new Decision.Finish(Outcome.PARTIAL, "1 instance rolled back within the failure budget"));
        assertThat(story.rollout().blastRadius()).isEqualTo(1 / 6.0);
    }

    @Test
    public void theWayBackWaitsForRoomAndNoLonger() {
        Story story = Story.of(SIX, pairs().maxParallel(1));
        story.deployAll().judgeAllWell();
        assertThat(story.begin()).containsExactly("c-3-prod");

        story.harmFound(1, "c-1-prod").rollBack();

        assertThat(story.next()).isInstanceOf(Decision.Wait.class);
        story.deployed(2, "c-3-prod");
        assertThat(story.begin()).containsExactly("c-1-prod");
    }

    @Test
    public void nothingOfTheInterruptedWaveIsBegunMeanwhile() {
        Story story = Story.of(SIX, pairs().maxParallel(1));
        story.deployAll().judgeAllWell();
        story.begin();
        story.deployed(2, "c-3-prod").harmFound(1, "c-1-prod");
        Clock clock = Clock.fixed(story.now(), ZoneOffset.UTC);

        assertThat(story.rollout().turn(clock, 2, "c-4-prod").state()).isEqualTo(Turn.State.PAUSED);
        story.rollBack();
        assertThat(story.rollout().turn(clock, 2, "c-4-prod").state()).isEqualTo(Turn.State.PAUSED);
        story.deployAll().judgeAllWell();

        assertThat(story.rollout().turn(clock, 2, "c-4-prod").state()).isEqualTo(Turn.State.COMING);
        assertThat(story.begin()).containsExactly("c-4-prod");
    }

    @Test
    public void moreHarmDuringAWayBackGoesBackBesideIt() {
        Story story = Story.of(SIX, pairs().bake(Duration.ofMinutes(10)));
        story.deployAll().judgeAllWell().deployAll().judgeAllWell();
        story.harmFound(1, "c-1-prod").rollBack();
        story.begin();
        story.deployed(4, "c-1-prod").harmFound(2, "c-3-prod");

        assertThat(targets(story)).containsExactly("c-3-prod");
        story.rollBack();

        assertThat(story.begin()).containsExactly("c-3-prod");
        story.deployed(5, "c-3-prod").later(Duration.ofMinutes(10)).judgeAllWell();
        assertThat(story.next(Decision.Judge.class).wave().number()).isEqualTo(4);
    }

    private static Turn.State turn(Story story, int wave, String instance) {
        return story.rollout()
                .turn(Clock.fixed(story.now(), ZoneOffset.UTC), wave, instance)
                .state();
    }

    private static Optional<String> makesWay(Story story, int wave) {
        return story.rollout().makesWay(story.rollout().wave(wave).orElseThrow());
    }

    @Test
    public void aWaveThatWasToBeginMakesWayAndALaterOneIsStillOutOfOrder() {
        Story story = Story.of(SIX, pairs());
        story.deployAll().judgeAllWell().harmFound(1, "c-1-prod");

        assertThat(makesWay(story, 2)).contains("makes way for the way back of c-1-prod");
        assertThat(turn(story, 2, "c-3-prod")).isEqualTo(Turn.State.PAUSED);
        assertThat(makesWay(story, 3)).isEmpty();
        assertThat(turn(story, 3, "c-5-prod")).isEqualTo(Turn.State.NOT_DUE);
    }

    @Test
    public void whatTheGateFoundItselfIsNoExcuseForTheWrongOrder() {
        Story story = Story.of(SIX, pairs());
        story.deployAll().judge(Map.of("c-1-prod", Verdict.FAIL));

        assertThat(makesWay(story, 2)).isEmpty();
        assertThat(turn(story, 2, "c-3-prod")).isEqualTo(Turn.State.NOT_DUE);
    }

    @Test
    public void aWaveThatIsToBeJudgedMakesWayUntilTheWayBackWasJudged() {
        Story story = inTheMiddleOfWaveTwo(pairs()).deployed(2, "c-4-prod");
        assertThat(makesWay(story, 2)).isEmpty();

        story.harmFound(1, "c-1-prod");
        assertThat(makesWay(story, 2)).isPresent();
        story.rollBack();
        assertThat(makesWay(story, 2)).contains("makes way for the way back of c-1-prod");
        assertThat(makesWay(story, 4)).isEmpty();
        story.deployAllOf(4).judgeAllWell();

        assertThat(makesWay(story, 2)).isEmpty();
        assertThat(makesWay(story, 1)).isEmpty();
    }

    @Test
    public void aWayBackMakesWayForAnother() {
        Story story = Story.of(SIX, pairs());
        story.deployAll().judgeAllWell().deployAll().judgeAllWell();
        story.harmFound(1, "c-1-prod").rollBack().harmFound(2, "c-3-prod");

        assertThat(makesWay(story, 4)).contains("makes way for the way back of c-3-prod");
        story.rollBack();
        assertThat(makesWay(story, 4)).contains("makes way for the way back of c-3-prod");
        assertThat(turn(story, 4, "c-1-prod")).isEqualTo(Turn.State.PAUSED);
        assertThat(makesWay(story, 5)).isEmpty();
    }

    @Test
    public void aWayBackGoesOnWhileAPersonIsAskedAboutAnother() {
        Story story = Story.of(SIX, pairs().onFailure(OnFailure.HOLD));
        story.deployAll().judgeAllWell().harmFound(1, "c-1-prod").ask();
        story.approved().rollBack().harmFound(1, "c-2-prod");

        assertThat(makesWay(story, 4)).isEmpty();
        assertThat(story.begin()).containsExactly("c-1-prod");
    }

    @Test
    public void anAbortedRolloutMakesNoWay() {
        Story story = inTheMiddleOfWaveTwo(pairs()).harmFound(1, "c-1-prod").deployed(2, "c-4-prod");

        story.abortRequested();

        assertThat(makesWay(story, 2)).isEmpty();
    }

    // More than the failure budget allows

    @Test
    public void tooMuchHarmFailsItsWaveAndStopsTheRollout() {
        Story story = inTheMiddleOfWaveTwo(strictPairs()).harmFound(1, "c-1-prod");

        assertThat(story.rollout().waves().get(0).verdict()).contains(Verdict.FAIL);
        assertThat(targets(story)).containsExactly("c-1-prod");
        assertThat(story.rollout().blastRadius()).isEqualTo(4 / 6.0);
    }

    @Test
    public void whatIsDeployedOfTheInterruptedWaveIsStillJudgedAndTheRestSkipped() {
        Story story = Story.of(SIX, Specs.to("prod").by(fourAfterTwo()).maxParallel(2));
        story.deployAll().judgeAllWell();
        story.begin();
        story.deployed(2, "c-3-prod").harmFound(1, "c-1-prod").rollBack();
        Clock clock = Clock.fixed(story.now(), ZoneOffset.UTC);

        assertThat(story.rollout().turn(clock, 2, "c-5-prod"))
                .isEqualTo(new Turn(Turn.State.NEVER, "the rollout was stopped: wave 1 failed"));
        assertThat(story.begin()).containsExactly("c-1-prod");
        story.deployed(3, "c-1-prod").judgeAllWell();
        assertThat(story.next()).isInstanceOf(Decision.Wait.class);
        story.deployed(2, "c-4-prod").judge(Map.of("c-4-prod", Verdict.FAIL));
        assertThat(targets(story)).containsExactly("c-4-prod");
        story.rollBack().deployAll().judgeAllWell();

        assertThat(story.finish())
                .isEqualTo(new Decision.Finish(Outcome.ROLLED_BACK, "stopped in wave 1; 2 instances rolled back"));
        assertThat(story.stateOf("c-3-prod")).isEqualTo(InstanceState.HEALTHY);
        assertThat(story.stateOf("c-5-prod")).isEqualTo(InstanceState.SKIPPED);
    }

    private static Strategy fourAfterTwo() {
        return new Strategy.Canary(Amount.instances(2), List.of());
    }

    @Test
    public void afterAStopWhatCanNotBeJudgedGoesBackUnasked() {
        Story story =
                inTheMiddleOfWaveTwo(strictPairs()).harmFound(1, "c-1-prod").rollBack();
        story.deployed(2, "c-4-prod").deployAll().judgeAllWell();

        story.judge(Map.of("c-3-prod", Verdict.INCONCLUSIVE));

        assertThat(targets(story)).containsExactly("c-3-prod");
    }

    @Test
    public void allGoBackWhenThePolicySaysSo() {
        Story story = inTheMiddleOfWaveTwo(strictPairs().onFailure(OnFailure.ROLLBACK_ALL))
                .harmFound(1, "c-1-prod");

        assertThat(targets(story)).containsExactly("c-1-prod", "c-2-prod");
        story.rollBack().deployed(2, "c-4-prod").deployAll().judgeAllWell();
        // Those of the interrupted wave are known as well now, and go back however well they are.
        story.judgeAllWell();
        assertThat(targets(story)).containsExactly("c-3-prod", "c-4-prod");
    }

    @Test
    public void twoThatAreFoundTogetherGoBackTogether() {
        Story story = inTheMiddleOfWaveTwo(strictPairs());

        story.harmFound(1, "c-1-prod").harmFound(1, "c-2-prod");

        assertThat(targets(story)).containsExactly("c-1-prod", "c-2-prod");
    }

    // Persons

    @Test
    public void onHoldAPersonIsAskedAsSoonAsNothingIsInFlight() {
        Story story = inTheMiddleOfWaveTwo(pairs().onFailure(OnFailure.HOLD)).harmFound(1, "c-1-prod");

        assertThat(story.next()).isInstanceOf(Decision.Wait.class);
        story.deployed(2, "c-4-prod");
        assertThat(story.ask())
                .isEqualTo("wave 1 (prod, batch 1): 1 of 2 instances found unhealthy after the wave had passed, within"
                        + " the failure budget of 1: c-1-prod: error rate 12 times as high. Approve to roll back"
                        + " c-1-prod to 4.1.0, or abort to leave them as they are.");
        story.approved();

        assertThat(targets(story)).containsExactly("c-1-prod");
        story.rollBack().deployAll().judgeAllWell();
        assertThat(story.next(Decision.Judge.class).wave().number()).isEqualTo(2);
    }

    @Test
    public void anApprovalIsOfThoseOnlyThatWereAskedFor() {
        Story story = Story.of(SIX, pairs().onFailure(OnFailure.HOLD));
        story.deployAll().judgeAllWell().harmFound(1, "c-1-prod").ask();
        story.approved().harmFound(1, "c-2-prod");

        assertThat(targets(story)).containsExactly("c-1-prod");
        story.rollBack().deployAll().judgeAllWell();
        assertThat(story.ask()).contains("Approve to roll back c-2-prod to 4.1.0, or");
    }

    @Test
    public void harmWithdrawsAQuestionAndItIsAskedAgainAfterTheWayBack() {
        Story story = Story.of(SIX, pairs());
        story.deployAll().judgeAllWell().deployAll().judge(Map.of("c-3-prod", Verdict.INCONCLUSIVE));
        String question = story.ask();

        story.harmFound(1, "c-1-prod");

        assertThat(story.rollout().question()).isEmpty();
        story.rollBack().deployAll().judgeAllWell();
        assertThat(story.ask()).isEqualTo(question);
        story.approved();
        assertThat(story.stateOf("c-3-prod")).isEqualTo(InstanceState.HEALTHY);
    }

    @Test
    public void nobodyIsAskedOfADoubtAnyMoreOnceTheRolloutIsStopped() {
        Story story = Story.of(SIX, strictPairs());
        story.deployAll().judgeAllWell().deployAll().judge(Map.of("c-3-prod", Verdict.INCONCLUSIVE));
        story.ask();

        story.harmFound(1, "c-1-prod");

        assertThat(targets(story)).containsExactly("c-1-prod", "c-3-prod");
    }

    // Crashes and races

    @Test
    public void aCrashBeforeTheWayBackIsPlannedChangesNothing() {
        Story story = inTheMiddleOfWaveTwo(pairs()).harmFound(1, "c-1-prod").resumed();

        assertThat(targets(story)).containsExactly("c-1-prod");
        story.rollBack();
        assertThat(story.next(Decision.Recover.class).placements())
                .extracting(Placement::name)
                .containsExactly("c-4-prod");
    }

    @Test
    public void harmThatIsNoNewsChangesNothing() {
        Story story = inTheMiddleOfWaveTwo(pairs()).harmFound(1, "c-1-prod");
        story.rollBack().deployAllOf(4).judgeAllWell();
        Decision before = story.next();

        story.harmFound(1, "c-1-prod").harmFound(2, "c-3-prod").harmFound(3, "c-5-prod");

        assertThat(story.next()).isEqualTo(before);
        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.ROLLED_BACK);
        assertThat(story.stateOf("c-3-prod")).isEqualTo(InstanceState.VERIFYING);
        assertThat(story.stateOf("c-5-prod")).isEqualTo(InstanceState.PENDING);
    }

    @Test
    public void onlyWhatIsHealthyCanBeFoundHarmed() {
        Story story = inTheMiddleOfWaveTwo(pairs());
        Wave first = story.rollout().wave(1).orElseThrow();
        Wave second = story.rollout().wave(2).orElseThrow();

        assertThat(story.rollout().harm(first, "c-1-prod", "slow", story.now()))
                .contains(new RolloutEvent.HarmFound(story.now(), 1, "c-1-prod", "slow"));
        assertThat(story.rollout().harm(second, "c-3-prod", "slow", story.now()))
                .isEmpty();
        story.harmFound(1, "c-1-prod").rollBack();
        assertThat(story.rollout().harm(first, "c-1-prod", "slow", story.now())).isEmpty();
    }

    @Test
    public void aVerdictThatWasOnItsWayCountsBesideTheWayBack() {
        Story story = inTheMiddleOfWaveTwo(pairs()).deployed(2, "c-4-prod");
        RolloutEvent onItsWay = story.rollout()
                .judge(
                        story.rollout().wave(2).orElseThrow(),
                        List.of(Story.health("c-3-prod", Verdict.PASS), Story.health("c-4-prod", Verdict.PASS)),
                        story.now(),
                        OnInconclusive.HOLD);

        story.harmFound(1, "c-1-prod").rollBack().happened(onItsWay);

        assertThat(story.begin()).containsExactly("c-1-prod");
        story.deployed(4, "c-1-prod").judgeAllWell();
        assertThat(story.begin()).containsExactly("c-5-prod", "c-6-prod");
    }

    @Test
    public void anInstanceThatWasBegunAndMayNotGetItAnyMoreHasFailed() {
        Topology topology = Fleet.chain("uat", "prod").customers(2).everywhere().build();
        Story story = Story.of(
                topology,
                Specs.to("uat", "prod").failureBudget(Amount.instances(1)).maxParallel(2));
        story.deployAll().judgeAllWell();
        story.begin();
        story.resumed()
                .happened(new RolloutEvent.InstanceReset(story.now(), 2, "c-1-prod", "not known"))
                .happened(new RolloutEvent.InstanceReset(story.now(), 2, "c-2-prod", "not known"))
                .harmFound(1, "c-1-uat")
                .rollBack()
                .deployAllOf(3)
                .judgeAllWell();

        // A failure may be one too many, so nothing is begun together with it.
        assertThat(story.begin()).isEmpty();
        assertThat(story.begin()).containsExactly("c-2-prod");

        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.FAILED);
        assertThat(story.rollout().instance("c-1-prod").orElseThrow().reason())
                .isEqualTo("was in flight when the driver ended; c-1-uat is not healthy with it");
    }

    // What is watched

    @Test
    public void wavesThatHavePassedAreWatchedUntilTheRolloutIsStopped() {
        Story story = inTheMiddleOfWaveTwo(strictPairs());

        assertThat(watched(story)).isEqualTo(Map.of(1, List.of("c-1-prod", "c-2-prod")));
        story.deployed(2, "c-4-prod").judge(Map.of("c-3-prod", Verdict.INCONCLUSIVE));
        assertThat(watched(story)).containsOnlyKeys(1);
        story.ask();
        story.approved();
        assertThat(watched(story)).containsOnlyKeys(1, 2);
        story.harmFound(1, "c-1-prod");
        assertThat(watched(story)).isEmpty();
    }

    @Test
    public void whatGoesBackIsNotWatchedAnyMore() {
        Story story = inTheMiddleOfWaveTwo(pairs());

        story.harmFound(1, "c-1-prod");

        assertThat(watched(story)).isEqualTo(Map.of(1, List.of("c-2-prod")));
        story.abortRequested();
        assertThat(watched(story)).isEmpty();
    }

    private static Map<Integer, List<String>> watched(Story story) {
        return story.rollout().background().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().number(),
                        entry -> entry.getValue().stream().map(Placement::name).toList()));
    }

    @Test
    public void peersAreThoseOfTheEnvironmentThatWereNotBegun() {
        Topology topology = Fleet.chain("uat", "prod").customers(3).everywhere().build();
        Story story = Story.of(topology, Specs.to("uat", "prod").inBatchesOf(2).maxParallel(1));
        assertThat(peers(story, "uat")).containsExactly("c-1-uat", "c-2-uat", "c-3-uat");

        story.begin();

        assertThat(peers(story, "uat")).containsExactly("c-2-uat", "c-3-uat");
        assertThat(peers(story, "prod")).hasSize(3);
        assertThat(peers(story, "elsewhere")).isEmpty();
        story.deployed(1, "c-1-uat").begin();
        story.resumed().happened(new RolloutEvent.InstanceReset(story.now(), 1, "c-2-uat", "not known"));
        assertThat(peers(story, "uat")).containsExactly("c-3-uat");
    }

    @Test
    public void whoHasNothingOnRecordIsNoPeer() {
        Story story = Story.of(SIX, pairs(), Installations.NONE);

        assertThat(peers(story, "prod")).isEmpty();
    }

    private static List<String> peers(Story story, String environment) {
        return story.rollout().onOldRelease(environment).stream()
                .map(Placement::name)
                .toList();
    }

    @Test
    public void aRolloutThatHasEndedKnowsNoMoreHarm() {
        Story story = Story.of(SIX, pairs());
        for (int wave = 1; wave <= 3; wave++) {
            story.deployAll().judgeAllWell();
        }
        story.finish();

        story.harmFound(1, "c-1-prod");

        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.HEALTHY);
        assertThat(story.rollout().background()).isEmpty();
        assertThat(story.rollout().state()).isEqualTo(RolloutState.SUCCEEDED);
    }
}
