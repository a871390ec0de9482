package io.jenkins.plugins.rollout.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Duration;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A driver and a person write about the same rollout. */
public class JournalTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Ledger ledger;
    private Play play;
    private Journal driver;

    @Before
    public void begin() {
        ledger = Ledger.open(folder.getRoot().toPath().resolve("ledger.db"));
        play = new Play(ledger);
        driver = play.begin("r-1", "4.1.0", "a", "b");
        driver.append(new RolloutEvent.WaveStarted(play.later(), 1));
    }

    @After
    public void close() {
        ledger.close();
    }

    @Test
    public void aDecisionThatDidNotKnowOfAnAbortIsNotRecorded() {
        abortElsewhere();

        assertThat(driver.tryAppend(List.of(started("a")))).isFalse();

        assertThat(driver.rollout().abort()).isPresent();
        assertThat(driver.rollout().inFlight()).isEmpty();
        assertThat(ledger.eventsOf("r-1", "a")).isEmpty();
    }

    @Test
    public void aFactIsRecordedBehindTheAbort() {
        driver.append(started("a"));
        abortElsewhere();

        driver.append(new RolloutEvent.InstanceDeployed(play.later(), 1, "a"));

        assertThat(driver.rollout().abort()).isPresent();
        assertThat(ledger.decisiveEvents("r-1", 3))
                .extracting(event -> event.event().getClass().getSimpleName())
                .containsExactly("AbortRequested", "InstanceDeployed");
        assertThat(ledger.of("billing").on("a")).isPresent();
    }

    @Test
    public void aMeasurementAtTheEndDoesNotHideWhereTheNextEventGoes() {
        driver.append(List.of(started("a"), new RolloutEvent.InstanceDeployed(play.later(), 1, "a"), measured("a")));

        Journal other = ledger.journal("r-1");
        assertThat(other.rollout().sequence()).isEqualTo(5);
        assertThat(other.tryAppend(List.of(new RolloutEvent.AbortRequested(play.later(), "ann", "why not"))))
                .isTrue();

        assertThat(driver.tryAppend(List.of(started("b")))).isFalse();
        assertThat(driver.rollout().abort()).isPresent();
        assertThat(ledger.eventsOf("r-1", "a")).hasSize(3);
    }

    @Test
    public void aMeasurementOfTheDriverIsAConflictForAPersonToo() {
        driver.append(List.of(started("a"), new RolloutEvent.InstanceDeployed(play.later(), 1, "a")));
        Journal person = ledger.journal("r-1");
        driver.append(List.of(measured("a")));

        person.append(new RolloutEvent.AbortRequested(play.later(), "ann", "why not"));

        driver.refresh();
        assertThat(driver.rollout().abort()).isPresent();
        assertThat(driver.rollout().sequence()).isEqualTo(person.rollout().sequence());
    }

    @Test
    public void refreshTakesInWhatOthersHaveWritten() {
        abortElsewhere();
        assertThat(driver.rollout().abort()).isEmpty();

        driver.refresh();

        assertThat(driver.rollout().abort()).isPresent();
        assertThat(driver.tryAppend(List.of(new RolloutEvent.RolloutInterrupted(play.later(), "so"))))
                .isTrue();
    }

    private void abortElsewhere() {
        ledger.journal("r-1").append(new RolloutEvent.AbortRequested(play.later(), "ann", "changed plans"));
    }

    private RolloutEvent started(String instance) {
        return new RolloutEvent.InstanceStarted(play.later(), 1, instance, 1);
    }

    private RolloutEvent measured(String instance) {
        Measurement one = new Measurement(
                "http /health", Measurement.Outcome.PASS, "answered 200", play.later(), Duration.ofMillis(3));
        return new RolloutEvent.InstanceMeasured(play.later(), 1, instance, List.of(one));
    }
}
