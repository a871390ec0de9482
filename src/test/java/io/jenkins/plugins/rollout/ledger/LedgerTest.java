package io.jenkins.plugins.rollout.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.release.Installation.Condition;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the ledger remembers of rollouts: which release runs where, and what was before. */
public class LedgerTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Ledger ledger;
    private Play play;

    @Before
    public void open() {
        ledger = Ledger.open(folder.getRoot().toPath().resolve("new/folder/ledger.db"));
        play = new Play(ledger);
    }

    @After
    public void close() {
        ledger.close();
    }

    @Test
    public void aRolloutIsTheSameAfterItWasReadAgain() {
        play.failing("b").judged("c", Verdict.FAIL);
        Rollout played = play.bring("r-1", "4.1.0", "a", "b", "c");

        Rollout read = ledger.load("r-1");

        assertThat(read.planned()).isEqualTo(played.planned());
        assertThat(read.state()).isEqualTo(played.state());
        assertThat(read.sequence()).isEqualTo(played.sequence());
        assertThat(read.waves()).isEqualTo(played.waves());
        assertThat(read.instances())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(played.instances());
    }

    @Test
    public void aRolloutThatIsNotThereIsNamed() {
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> ledger.load("nope"))
                .withMessageContaining("knows no rollout 'nope'");
    }

    @Test
    public void twoRolloutsOfOneNameAreRefused() {
        play.bring("r-1", "4.1.0", "a");

        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> play.begin("r-1", "4.2.0", "b"))
                .withMessageContaining("there is a rollout r-1 already");
        assertThat(ledger.holder("b")).isEmpty();
    }

    @Test
    public void rolloutsAreListedNewestFirst() {
        play.bring("r-1", "4.1.0", "a");
        play.begin("r-2", "4.2.0", "a");

        assertThat(ledger.rollouts())
                .extracting(RolloutSummary::id, RolloutSummary::state, RolloutSummary::isFinished)
                .containsExactly(tuple("r-2", "planned", false), tuple("r-1", "succeeded", true));
    }

    // What runs where

    @Test
    public void aDeployedReleaseIsOnRecordAsSoonAsItIsThere() {
        Journal journal = play.begin("r-1", "4.1.0", "a");
        journal.append(new RolloutEvent.WaveStarted(play.later(), 1));
        journal.append(new RolloutEvent.InstanceStarted(play.later(), 1, "a", 1));
        assertThat(ledger.of("billing").isEmpty()).isTrue();

        journal.append(new RolloutEvent.InstanceDeployed(play.later(), 1, "a"));

        assertThat(on("a").release().version()).isEqualTo("4.1.0");
        assertThat(on("a").previous().isNone()).isTrue();
        assertThat(on("a").condition()).isEqualTo(Condition.UNVERIFIED);
        play.drive(journal);
        assertThat(on("a").condition()).isEqualTo(Condition.HEALTHY);
        assertThat(on("a").rollout()).isEqualTo("r-1");
    }

    @Test
    public void nothingIsCertainWhileADeploymentRunsOverAnInstance() {
        play.bring("r-1", "4.1.0", "a");
        Journal journal = play.begin("r-2", "4.2.0", "a");
        journal.append(List.of(
                new RolloutEvent.WaveStarted(play.later(), 1),
                new RolloutEvent.InstanceStarted(play.later(), 1, "a", 1)));

        assertThat(on("a").release().version()).isEqualTo("4.1.0");
        assertThat(on("a").condition()).isEqualTo(Condition.UNKNOWN);
    }

    @Test
    public void aFailedDeploymentGoesBackToWhatWasThere() {
        play.bring("r-1", "4.1.0", "a", "b");

        Rollout rollout = play.failing("b").bring("r-2", "4.2.0", "a", "b");

        assertThat(rollout.state()).isEqualTo(RolloutState.ROLLED_BACK);
        assertThat(on("a").release().version()).isEqualTo("4.2.0");
        assertThat(on("b").release().version()).isEqualTo("4.1.0");
        assertThat(on("b").condition()).isEqualTo(Condition.HEALTHY);
        assertThat(story("b"))
                .containsExactly(
                        "deploy 4.1.0 over -: healthy",
                        "deploy 4.2.0 over 4.1.0: failed",
                        "rollback 4.1.0 over 4.2.0: rolled-back");
    }

    @Test
    public void anUnhealthyInstanceGoesBackToWhatWasThere() {
        play.bring("r-1", "4.1.0", "a", "b");

        play.judged("b", Verdict.FAIL).bring("r-2", "4.2.0", "a", "b");

        assertThat(on("b").release().version()).isEqualTo("4.1.0");
        assertThat(on("b").rollout()).isEqualTo("r-2");
        assertThat(story("b"))
                .containsExactly(
                        "deploy 4.1.0 over -: healthy",
                        "deploy 4.2.0 over 4.1.0: unhealthy",
                        "rollback 4.1.0 over 4.2.0: rolled-back");
    }

    @Test
    public void withoutAnEarlierReleaseTheWayBackFails() {
        Rollout rollout = play.failing("a").bring("r-1", "4.1.0", "a");

        assertThat(rollout.state()).isEqualTo(RolloutState.FAILED);
        assertThat(ledger.of("billing").on("a")).isEmpty();
        assertThat(story("a")).containsExactly("deploy 4.1.0 over -: failed", "rollback - over 4.1.0: rollback-failed");
    }

    @Test
    public void whatAPersonApprovesIsHealthy() {
        Rollout held = play.judged("a", Verdict.INCONCLUSIVE).bring("r-1", "4.1.0", "a");
        assertThat(held.state()).isEqualTo(RolloutState.HELD);
        assertThat(on("a").condition()).isEqualTo(Condition.UNVERIFIED);

        Journal journal = ledger.journal("r-1");
        journal.append(new RolloutEvent.Approved(play.later(), "ann", "looked at it"));

        assertThat(on("a").condition()).isEqualTo(Condition.HEALTHY);
        assertThat(story("a")).last().isEqualTo("deploy 4.1.0 over -: healthy");
        assertThat(play.drive(journal).state()).isEqualTo(RolloutState.SUCCEEDED);
    }

    @Test
    public void whatAGateTakesForHealthyIsHealthy() {
        Journal journal = play.begin("r-1", "4.1.0", "a");
        deployTo(journal, "a");
        Rollout rollout = journal.rollout();
        InstanceHealth open = new InstanceHealth("a", Verdict.INCONCLUSIVE, "nothing was measured");

        journal.append(
                rollout.judge(rollout.wave(1).orElseThrow(), List.of(open), play.later(), OnInconclusive.CONTINUE));

        assertThat(on("a").condition()).isEqualTo(Condition.HEALTHY);
        assertThat(story("a")).containsExactly("deploy 4.1.0 over -: healthy");
        assertThat(ledger.load("r-1").instance("a").orElseThrow().state()).isEqualTo(InstanceState.HEALTHY);
    }

    private void deployTo(Journal journal, String instance) {
        journal.append(List.of(
                new RolloutEvent.WaveStarted(play.later(), 1),
                new RolloutEvent.InstanceStarted(play.later(), 1, instance, 1),
                new RolloutEvent.InstanceDeployed(play.later(), 1, instance)));
    }

    @Test
    public void harmThatIsFoundLaterIsOnRecordAtOnceAndOnlyOnce() {
        play.bring("r-1", "4.1.0", "a", "b");
        Journal journal = wellOnBoth("r-2");
        RolloutEvent harm = new RolloutEvent.HarmFound(play.later(), 1, "a", "errors");

        journal.append(harm);

        assertThat(on("a").condition()).isEqualTo(Condition.UNHEALTHY);
        assertThat(on("a").release().version()).isEqualTo("4.2.0");
        assertThat(on("b").condition()).isEqualTo(Condition.HEALTHY);
        assertThat(ledger.load("r-2").blastRadius()).isEqualTo(1);
        journal.append(harm);
        play.drive(journal);
        journal.append(harm);
        assertThat(on("a").condition()).isEqualTo(Condition.HEALTHY);
        assertThat(on("a").release().version()).isEqualTo("4.1.0");
        assertThat(story("a"))
                .containsExactly(
                        "deploy 4.1.0 over -: healthy",
                        "deploy 4.2.0 over 4.1.0: healthy",
                        "deploy 4.2.0 over 4.1.0: unhealthy",
                        "rollback 4.1.0 over 4.2.0: rolled-back");
        assertThat(ledger.load("r-2").state()).isEqualTo(RolloutState.ROLLED_BACK);
    }

    /** Both were judged healthy, and nobody has ended the rollout. */
    private Journal wellOnBoth(String id) {
        Journal journal = play.begin(id, "4.2.0", "a", "b");
        deployTo(journal, "a");
        journal.append(List.of(
                new RolloutEvent.InstanceStarted(play.later(), 1, "b", 1),
                new RolloutEvent.InstanceDeployed(play.later(), 1, "b")));
        Rollout rollout = journal.rollout();
        List<InstanceHealth> well =
                List.of(new InstanceHealth("a", Verdict.PASS, "well"), new InstanceHealth("b", Verdict.PASS, "well"));
        journal.append(rollout.judge(rollout.wave(1).orElseThrow(), well, play.later(), OnInconclusive.HOLD));
        return journal;
    }

    @Test
    public void whatWasInFlightWhenARolloutWasAbortedIsRemembered() {
        play.bring("r-1", "4.1.0", "a", "b");
        Journal journal = play.begin("r-2", "4.2.0", "a", "b");
        journal.append(List.of(
                new RolloutEvent.WaveStarted(play.later(), 1),
                new RolloutEvent.InstanceStarted(play.later(), 1, "a", 1),
                new RolloutEvent.InstanceStarted(play.later(), 1, "b", 1),
                new RolloutEvent.InstanceDeployed(play.later(), 1, "a"),
                new RolloutEvent.RolloutResumed(play.later(), "ann"),
                new RolloutEvent.AbortRequested(play.later(), "ann", "changed plans")));

        play.drive(journal);

        assertThat(story("a")).last().isEqualTo("deploy 4.2.0 over 4.1.0: verifying");
        assertThat(story("b")).last().isEqualTo("deploy 4.2.0 over 4.1.0: failed");
        assertThat(on("b").condition()).isEqualTo(Condition.UNKNOWN);
    }

    // The way back, more than once

    @Test
    public void theWayBackGoesFurtherEachTime() {
        play.bring("r-1", "4.0.0", "a");
        play.bring("r-2", "4.1.0", "a");
        play.bring("r-3", "4.2.0", "a");

        assertThat(takeBack("b-1", "a")).isEqualTo("4.1.0");
        assertThat(takeBack("b-2", "a")).isEqualTo("4.0.0");
        assertThat(new WayBack(ledger)
                        .ofInstance("a", Optional.empty(), Optional.empty())
                        .plan()
                        .warnings())
                .singleElement()
                .asString()
                .contains("no earlier release is on record: a");
    }

    @Test
    public void aReleaseThatWasDeployedAgainIsNoStepOfTheWayBack() {
        play.bring("r-1", "4.0.0", "a");
        play.bring("r-2", "4.1.0", "a");
        play.bring("r-3", "4.1.0", "a");

        assertThat(on("a").previous().version()).isEqualTo("4.0.0");
        play.bring("r-4", "4.2.0", "a");
        assertThat(takeBack("b-1", "a")).isEqualTo("4.1.0");
        assertThat(takeBack("b-2", "a")).isEqualTo("4.0.0");
    }

    @Test
    public void theWayBackFromAFailedDeploymentIsWhatTheLedgerHas() {
        play.bring("r-1", "4.0.0", "a");
        play.bring("r-2", "4.1.0", "a");
        Journal held = ledger.journal(
                play.onFailure("hold").failing("a").bring("r-3", "4.2.0", "a").id());
        held.append(new RolloutEvent.AbortRequested(play.later(), "ann", "changed plans"));
        play.allWell().drive(held);
        assertThat(on("a").release().version()).isEqualTo("4.1.0");
        assertThat(on("a").condition()).isEqualTo(Condition.UNKNOWN);

        assertThat(takeBack("b-1", "a")).isEqualTo("4.1.0");

        assertThat(on("a").condition()).isEqualTo(Condition.HEALTHY);
        assertThat(on("a").previous().version()).isEqualTo("4.0.0");
    }

    @Test
    public void aRolloutThatFailedIsTakenBackWhereItFailed() {
        play.bring("r-1", "4.1.0", "a", "b");
        Journal held = ledger.journal(play.onFailure("hold")
                .failing("a")
                .bring("r-2", "4.2.0", "a", "b")
                .id());
        held.append(new RolloutEvent.AbortRequested(play.later(), "ann", "changed plans"));
        play.allWell().drive(held);

        WayBack.Request back = new WayBack(ledger).fromRollout("r-2", Optional.empty());

        assertThat(back.plan().placements())
                .extracting(placement ->
                        placement.name() + " to " + placement.release().version())
                .containsExactlyInAnyOrder("a to 4.1.0", "b to 4.1.0");
    }

    @Test
    public void whereEachInstanceOfARolloutStandsIsKnown() {
        play.bring("r-1", "4.1.0", "back", "moved", "again", "runs", "failed", "waits");
        Journal held = ledger.journal(play.onFailure("hold")
                .failing("failed")
                .bring("r-2", "4.2.0", "back", "moved", "again", "runs", "failed")
                .id());
        held.append(new RolloutEvent.AbortRequested(play.later(), "ann", "changed plans"));
        play.allWell().drive(held);
        takeBack("b-1", "back");
        play.bring("r-3", "4.3.0", "moved");
        play.bring("r-4", "4.2.0", "again");

        assertThat(new WayBack(ledger).standings(ledger.load("r-2"), Optional.empty()))
                .extracting(Standing::name, Standing::state, Standing::isAffected)
                .containsExactlyInAnyOrder(
                        tuple("back", Standing.State.BACK, false),
                        tuple("moved", Standing.State.MOVED, false),
                        tuple("again", Standing.State.AGAIN, false),
                        tuple("runs", Standing.State.RUNS_IT, true),
                        tuple("failed", Standing.State.HALF_DONE, true));
    }

    @Test
    public void anInstanceThatARolloutNeverReachedIsNotTakenBack() {
        play.bring("r-1", "4.1.0", "a");
        ledger.begin(play.planned("r-2", play.plan(Play.release("4.2.0"), "a", "new")));

        assertThat(new WayBack(ledger).standings(ledger.load("r-2"), Optional.empty()))
                .extracting(Standing::name, Standing::state)
                .containsExactlyInAnyOrder(
                        tuple("a", Standing.State.NOT_REACHED), tuple("new", Standing.State.UNKNOWN));
        assertThat(ledger.holders()).containsOnly(entry("a", "r-2"), entry("new", "r-2"));
    }

    @Test
    public void whatRunsWhereIsKnownOfAllServices() {
        play.bring("r-1", "4.1.0", "b", "a");

        assertThat(ledger.installations()).extracting(Installation::instance).containsExactly("a", "b");
    }

    @Test
    public void aVersionThatAnotherInstanceHadCanBeGoneTo() {
        play.bring("r-1", "3.9.0", "b");
        play.bring("r-2", "4.2.0", "a");

        Plan plan = new WayBack(ledger)
                .ofInstance("a", Optional.empty(), Optional.of("3.9.0"))
                .plan();

        assertThat(plan.action()).isEqualTo(Action.ROLLBACK);
        assertThat(plan.placements()).singleElement().satisfies(placement -> {
            assertThat(placement.release().version()).isEqualTo("3.9.0");
            assertThat(placement.previous().version()).isEqualTo("4.2.0");
        });
        assertThatThrownBy(() -> new WayBack(ledger).ofInstance("a", Optional.empty(), Optional.of("3.8.0")))
                .hasMessageContaining("knows no release 3.8.0");
    }

    @Test
    public void eventsAreInOrderWhateverFractionOfASecondTheyHappenedAt() {
        // Written as text, a full second would come after its fractions if their zeros were left out.
        play.startAt(Instant.parse("2026-01-01T00:00:00.780Z")).step(Duration.ofMillis(20));
        for (int i = 1; i <= 8; i++) {
            play.bring("r-" + i, "4." + i + ".0", "a");
        }

        assertThat(ledger.history())
                .extracting(entry -> entry.release().version())
                .containsExactly("4.1.0", "4.2.0", "4.3.0", "4.4.0", "4.5.0", "4.6.0", "4.7.0", "4.8.0");
        assertThat(ledger.rollouts())
                .extracting(RolloutSummary::id)
                .containsExactly("r-8", "r-7", "r-6", "r-5", "r-4", "r-3", "r-2", "r-1");
    }

    // Holds

    @Test
    public void anInstanceBelongsToOneRolloutAtATime() {
        Journal journal = play.begin("r-1", "4.1.0", "a", "b");

        assertThatExceptionOfType(InstanceHeldException.class)
                .isThrownBy(() -> play.begin("r-2", "4.2.0", "c", "b"))
                .withMessageContaining("'b'")
                .withMessageContaining("r-1")
                .satisfies(held -> {
                    assertThat(held.instance()).isEqualTo("b");
                    assertThat(held.rollout()).isEqualTo("r-1");
                });
        assertThat(ledger.holder("c")).as("nothing of the refused one is left").isEmpty();
        assertThat(ledger.rollouts()).extracting(RolloutSummary::id).containsExactly("r-1");

        play.drive(journal);
        assertThat(ledger.holder("b")).isEmpty();
        assertThat(play.bring("r-2", "4.2.0", "c", "b").state()).isEqualTo(RolloutState.SUCCEEDED);
    }

    @Test
    public void aHeldRolloutKeepsItsInstances() {
        play.judged("a", Verdict.INCONCLUSIVE).bring("r-1", "4.1.0", "a");

        assertThat(ledger.holder("a")).contains("r-1");
        assertThatExceptionOfType(InstanceHeldException.class).isThrownBy(() -> play.begin("r-2", "4.2.0", "a"));
    }

    @Test
    public void aPlanThatIsOutdatedIsRefused() {
        Plan outdated = play.plan(Play.release("4.2.0"), "a", "b");
        play.bring("r-1", "4.1.0", "b");

        assertThatExceptionOfType(OutdatedPlanException.class)
                .isThrownBy(() -> ledger.begin(play.planned("r-2", outdated)))
                .withMessageContaining("'b'");
        assertThat(ledger.holder("a")).isEmpty();
    }

    private Installation on(String instance) {
        return ledger.of("billing").on(instance).orElseThrow();
    }

    /** The version that the instance is on after it was taken back. */
    private String takeBack(String id, String instance) {
        WayBack.Request request = new WayBack(ledger).ofInstance(instance, Optional.empty(), Optional.empty());
        assertThat(play.takeBack(id, request).state()).isEqualTo(RolloutState.SUCCEEDED);
        return on(instance).release().version();
    }

    private List<String> story(String instance) {
        return ledger.history(instance).stream()
                .map(entry ->
                        entry.action().word() + " " + orDash(entry.release().version()) + " over "
                                + orDash(entry.previous().version()) + ": " + entry.outcome())
                .toList();
    }

    private static String orDash(String version) {
        return version.isEmpty() ? "-" : version;
    }
}
