package io.jenkins.plugins.rollout.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.rollout.Outcome;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/** No random rollout breaks a rule, and a broken rule never goes unnoticed. */
public class SimulationTest {
    private static final int ROLLOUTS = 20_000;
    private static final long SEED = 1;

    @Test
    public void nothingHappensThatMustNeverHappen() {
        SimulationSummary summary = new Simulation().many(ROLLOUTS, SEED, done -> {});

        assertThat(summary.rollouts()).isEqualTo(ROLLOUTS);
        assertThat(summary.refused()).as("plans that come to nothing").isLessThan(ROLLOUTS / 4);
        for (Outcome outcome : Outcome.values()) {
            assertThat(summary.outcomes().getOrDefault(outcome, 0))
                    .as("%s", outcome)
                    .isGreaterThan(ROLLOUTS / 100);
        }
        for (String event : everyEvent()) {
            assertThat(summary.events().getOrDefault(event, 0L)).as(event).isGreaterThan(ROLLOUTS / 100);
        }
    }

    private static List<String> everyEvent() {
        return kindsOf(RolloutEvent.class).map(Class::getSimpleName).toList();
    }

    private static Stream<Class<?>> kindsOf(Class<?> kind) {
        return kind.isSealed()
                ? Arrays.stream(kind.getPermittedSubclasses()).flatMap(SimulationTest::kindsOf)
                : Stream.of(kind);
    }

    @Test
    public void aSeedReplaysItsRolloutToTheLastEvent() {
        SimulatedRollout one = new Simulation().run(4711);
        SimulatedRollout again = new Simulation().run(4711);

        assertThat(one.outcome()).isPresent();
        assertThat(again).isEqualTo(one);
        assertThat(again.history()).isEqualTo(one.history());
    }

    @Test
    public void aViolationIsReplayedByItsSeedAlone() {
        Simulation broken = new Simulation(Mutants::ignoreTheFailureBudget, Journal::new);
        InvariantViolation found = violationOf(broken);

        InvariantViolation again =
                catchThrowableOfType(InvariantViolation.class, () -> broken.many(1, found.seed(), done -> {}));

        assertThat(again.history()).isEqualTo(found.history()).isNotEmpty();
        assertThat(again).hasMessage(found.getMessage()).hasMessageContaining("seed " + found.seed());
    }

    // The six that must never happen: each is noticed

    @Test
    public void noticesAWaveThatStartsTooEarly() {
        assertThat(ruleBrokenBy(Mutants::startTheNextWaveBeforeJudging)).isEqualTo(Rule.WAVE_BEFORE_PASSED);
    }

    @Test
    public void noticesAWaveThatStartsWithoutApproval() {
        assertThat(ruleBrokenBy(Mutants::startTheNextWaveInsteadOfAsking)).isEqualTo(Rule.WAVE_BEFORE_PASSED);
    }

    @Test
    public void noticesASecondDeployment() {
        assertThat(ruleBrokenBy(Mutants::deployAgainBeforeJudging)).isEqualTo(Rule.DEPLOYED_ONCE);
    }

    @Test
    public void noticesAnIgnoredFailureBudget() {
        assertThat(ruleBrokenBy(Mutants::ignoreTheFailureBudget)).isEqualTo(Rule.FAILURE_BUDGET);
    }

    @Test
    public void noticesALostEvent() {
        Simulation forgetful = new Simulation(Mutants::sound, Mutants.ForgetfulJournal::new);

        assertThat(violationOf(forgetful).rule()).isEqualTo(Rule.NOTHING_FORGOTTEN);
    }

    @Test
    public void noticesAWayBackToSomewhereElse() {
        assertThat(ruleBrokenBy(Mutants::rollBackToSomethingElse)).isEqualTo(Rule.BACK_TO_EARLIER);
    }

    @Test
    public void noticesAnInstanceOutsideTheSelection() {
        assertThat(ruleBrokenBy(Mutants::touchAnOutsider)).isEqualTo(Rule.ONLY_SELECTED);
    }

    // What they rest on

    @Test
    public void noticesTooManyAtATime() {
        assertThat(ruleBrokenBy(Mutants::startEverythingAtOnce)).isEqualTo(Rule.PARALLELISM);
    }

    @Test
    public void noticesAWaveThatIsNotWatched() {
        assertThat(ruleBrokenBy(Mutants::judgeAtOnce)).isEqualTo(Rule.WATCHED);
    }

    @Test
    public void noticesAnIgnoredPromotion() {
        assertThat(ruleBrokenBy(Mutants::startWhatIsToBeRefused)).isEqualTo(Rule.PROMOTION);
    }

    @Test
    public void noticesAWayBackThatNobodyApproved() {
        assertThat(ruleBrokenBy(Mutants::rollBackWithoutAsking)).isEqualTo(Rule.PERSON_ASKED);
    }

    @Test
    public void noticesHarmThatIsLeftBehind() {
        assertThat(ruleBrokenBy(Mutants::finishInsteadOfRollingBack)).isEqualTo(Rule.HARM_MENDED);
    }

    @Test
    public void noticesAWayBackThatIsPutOff() {
        assertThat(ruleBrokenBy(Mutants::postponeTheWayBack)).isEqualTo(Rule.HARM_FIRST);
    }

    @Test
    public void noticesWhatIsBegunBeforeAWayBackIsPlanned() {
        assertThat(ruleBrokenBy(Mutants::beginMoreBeforeTheWayBackIsPlanned)).isEqualTo(Rule.HARM_FIRST);
    }

    @Test
    public void noticesWhatIsBegunBeforeAWayBackIsDone() {
        assertThat(ruleBrokenBy(Mutants::beginMoreBeforeTheWayBackIsDone)).isEqualTo(Rule.HARM_FIRST);
    }

    @Test
    public void noticesWhatIsBegunAfterAnEarlierWaveFailed() {
        assertThat(ruleBrokenBy(Mutants::goOnAfterAnEarlierWaveFailed)).isEqualTo(Rule.WAVE_BEFORE_PASSED);
    }

    @Test
    public void noticesAnInterruptedWaveThatIsNeverJudged() {
        assertThat(ruleBrokenBy(Mutants::leaveTheInterruptedWaveUnjudged)).isEqualTo(Rule.HARM_MENDED);
    }

    @Test
    public void noticesAHealthyInstanceThatIsTakenBack() {
        assertThat(ruleBrokenBy(Mutants::takeAHealthyOneBackAsWell)).isEqualTo(Rule.ONLY_AFFECTED);
    }

    @Test
    public void noticesAHealthyInstanceThatIsLeftWhereAllAreToGoBack() {
        assertThat(ruleBrokenBy(Mutants::leaveTheHealthyWhereAllAreToGoBack)).isEqualTo(Rule.HARM_MENDED);
    }

    @Test
    public void noticesThatAGateIsNotAskedWhatBecomesOfTheDoubtful() {
        for (OnInconclusive always : OnInconclusive.values()) {
            assertThat(ruleBrokenBy(new Mutants.JudgeThem(always)))
                    .as("always %s", always)
                    .isEqualTo(Rule.JUDGED_TRUTHFULLY);
        }
    }

    @Test
    public void noticesAnOutcomeThatIsNotTrue() {
        assertThat(ruleBrokenBy(Mutants::callEveryEndASuccess)).isEqualTo(Rule.TOLD_TRUTHFULLY);
    }

    @Test
    public void noticesAJudgementWithoutMeasurement() {
        assertThat(ruleBrokenBy(Mutants::judgeUnmeasured)).isEqualTo(Rule.JUDGED_TRUTHFULLY);
    }

    @Test
    public void noticesARolloutThatNeverEnds() {
        assertThat(ruleBrokenBy(Mutants::waitForever)).isEqualTo(Rule.ENDS);
    }

    @Test
    public void noticesAnException() {
        assertThat(ruleBrokenBy((rollout, clock) -> {
                    throw new IllegalStateException("thrown on purpose");
                }))
                .isEqualTo(Rule.NO_EXCEPTION);
    }

    private static Rule ruleBrokenBy(DecisionMaker broken) {
        return violationOf(new Simulation(broken, Journal::new)).rule();
    }

    private static InvariantViolation violationOf(Simulation broken) {
        InvariantViolation violation =
                catchThrowableOfType(InvariantViolation.class, () -> broken.many(1_000, SEED, done -> {}));
        assertThat(violation)
                .as("a thousand broken rollouts, and nothing noticed")
                .isNotNull();
        return violation;
    }
}
