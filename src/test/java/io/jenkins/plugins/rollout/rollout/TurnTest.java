package io.jenkins.plugins.rollout.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rollout.plan.Amount;
import io.jenkins.plugins.rollout.plan.Strategy;
import io.jenkins.plugins.rollout.testing.Fleet;
import io.jenkins.plugins.rollout.testing.Specs;
import io.jenkins.plugins.rollout.testing.Story;
import io.jenkins.plugins.rollout.topology.Topology;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** A driver that has only some instances of a wave to bring: which of them begin, and what each can expect. */
public class TurnTest {
    /** Instances c-1-prod to c-5-prod. */
    private static final Topology FIVE =
            Fleet.chain("prod").customers(5).everywhere().build();

    private static Clock clock(Story story) {
        return Clock.fixed(story.now(), ZoneOffset.UTC);
    }

    private static List<String> begins(Story story, String... candidates) {
        return story
                .rollout()
                .begin(clock(story), List.of(candidates)::contains)
                .map(Decision.Deploy::start)
                .orElse(List.of())
                .stream()
                .map(start -> start.placement().name())
                .toList();
    }

    private static Turn.State turn(Story story, int wave, String instance) {
        return story.rollout().turn(clock(story), wave, instance).state();
    }

    @Test
    public void onlyThoseBeginThatAreThereInTheirOwnOrder() {
        Story story = Story.of(FIVE, Specs.to("prod").maxParallel(2));

        assertThat(begins(story, "c-5-prod", "c-2-prod", "c-4-prod")).containsExactly("c-2-prod", "c-4-prod");
        assertThat(begins(story)).isEmpty();
    }

    @Test
    public void noneBeginsWhereThereIsNoRoom() {
        Story story = Story.of(FIVE, Specs.to("prod").maxParallel(2));
        story.begin();

        assertThat(story.rollout().begin(clock(story), name -> true)).isEqualTo(Optional.empty());
        assertThat(turn(story, 1, "c-3-prod")).isEqualTo(Turn.State.COMING);
        assertThat(turn(story, 1, "c-1-prod")).isEqualTo(Turn.State.UNDER_WAY);
    }

    @Test
    public void aPlaceThatBecomesFreeIsForTheNextThatIsThere() {
        Story story = Story.of(FIVE, Specs.to("prod").maxParallel(2));
        story.begin();
        story.deployed(1, "c-2-prod");

        assertThat(begins(story, "c-4-prod", "c-5-prod")).containsExactly("c-4-prod");
        assertThat(turn(story, 1, "c-2-prod")).isEqualTo(Turn.State.TAKEN);
    }

    @Test
    public void aTurnNeverComesOnceTheFailureBudgetIsSpent() {
        Story story = Story.of(FIVE, Specs.to("prod").maxParallel(1));
        story.begin();
        story.failed(1, "c-1-prod");

        Turn turn = story.rollout().turn(clock(story), 1, "c-2-prod");

        assertThat(turn.state()).isEqualTo(Turn.State.NEVER);
        assertThat(turn.why()).isEqualTo("the wave's failure budget is spent: 1 instance failed, and none may");
        assertThat(begins(story, "c-2-prod")).isEmpty();
    }

    @Test
    public void aTurnNeverComesOnceTheRolloutWasAborted() {
        Story story = Story.of(FIVE, Specs.to("prod").maxParallel(1));
        story.begin();
        story.abortRequested();

        assertThat(turn(story, 1, "c-2-prod")).isEqualTo(Turn.State.NEVER);
        assertThat(turn(story, 1, "c-1-prod")).isEqualTo(Turn.State.UNDER_WAY);
    }

    @Test
    public void aWaveIsNotDueBeforeTheOneBeforeWasJudged() {
        Story story = Story.of(FIVE, Specs.to("prod").by(new Strategy.Canary(Amount.instances(1), List.of())));

        assertThat(turn(story, 2, "c-2-prod")).isEqualTo(Turn.State.NOT_DUE);
        story.deployAll().judgeAllWell();
        assertThat(turn(story, 2, "c-2-prod")).isEqualTo(Turn.State.COMING);
    }

    @Test
    public void anInstanceOfAnotherWaveHasNoTurn() {
        Story story = Story.of(FIVE, Specs.to("prod"));

        assertThatThrownBy(() -> story.rollout().turn(clock(story), 1, "other"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
