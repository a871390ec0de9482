package io.jenkins.plugins.rollout.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.testing.Fleet;
import io.jenkins.plugins.rollout.testing.Specs;
import io.jenkins.plugins.rollout.testing.Story;
import io.jenkins.plugins.rollout.topology.Topology;
import java.time.Instant;
import java.util.Map;
import org.junit.Test;

/** What persons may say to a rollout. */
public class AnswerTest {
    private static final Topology FIVE =
            Fleet.chain("prod").customers(5).everywhere().build();
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static Story held(Specs specs) {
        Story story = Story.of(FIVE, specs);
        story.deployAll().judge(Map.of("c-1-prod", Verdict.INCONCLUSIVE));
        story.ask();
        return story;
    }

    private static Answer by(String person) {
        return new Answer(NOW, person, "seen");
    }

    @Test
    public void anybodyApproves() {
        Rollout rollout = held(Specs.to("prod")).rollout();
        String starter = rollout.planned().by();

        assertThat(by(starter).approve(rollout)).containsExactly(new RolloutEvent.Approved(NOW, starter, "seen"));
    }

    @Test
    public void withFourEyesSomebodyElseDoes() {
        Rollout rollout = held(Specs.to("prod").fourEyes()).rollout();
        String starter = rollout.planned().by();

        assertThatThrownBy(() -> by(starter.toUpperCase(java.util.Locale.ROOT)).approve(rollout))
                .hasMessage("rollout " + rollout.id() + " was started by " + starter
                        + " and asks for four eyes; somebody else must approve it");
        assertThat(by("somebody else").approve(rollout)).hasSize(1);
    }

    @Test
    public void whatAsksNothingIsNotApproved() {
        Rollout rollout = Story.of(FIVE, Specs.to("prod")).rollout();

        assertThatThrownBy(() -> by("ann").approve(rollout))
                .hasMessage("rollout " + rollout.id() + " does not wait for a person; it is planned");
    }

    @Test
    public void whatIsBeingAbortedIsNotApprovedNorAbortedAgain() {
        Rollout rollout = held(Specs.to("prod")).rollout();
        rollout.apply(new RolloutEvent.AbortRequested(NOW, "bob", "enough"));

        assertThatThrownBy(() -> by("ann").approve(rollout))
                .hasMessage("rollout " + rollout.id() + " is being aborted by bob");
        assertThat(by("ann").abort(rollout)).isEmpty();
    }
}
