package io.jenkins.plugins.rollout.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Amount;
import io.jenkins.plugins.rollout.plan.Strategy;
import io.jenkins.plugins.rollout.testing.Fleet;
import io.jenkins.plugins.rollout.testing.Releases;
import io.jenkins.plugins.rollout.testing.Specs;
import io.jenkins.plugins.rollout.testing.Story;
import io.jenkins.plugins.rollout.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What follows as long as all goes well: wave after wave, and what a rollout says of itself. */
public class RolloutTest {
    /** Instances c-1-prod to c-5-prod. */
    private static final Topology FIVE =
            Fleet.chain("prod").customers(5).everywhere().build();

    private static Specs canary() {
        return Specs.to("prod").by(new Strategy.Canary(Amount.instances(1), List.of()));
    }

    private static Specs together() {
        return Specs.to("prod");
    }

    // The way forward

    @Test
    public void theCanaryGoesFirstAndTheOthersWhenItPassed() {
        Story story = Story.of(FIVE, canary());

        assertThat(story.begin()).containsExactly("c-1-prod");
        story.deployed(1, "c-1-prod").judgeAllWell();

        assertThat(story.begin()).containsExactly("c-2-prod", "c-3-prod", "c-4-prod", "c-5-prod");
    }

    @Test
    public void itSucceedsWhenEveryWavePassed() {
        Story story = Story.of(FIVE, canary());

        story.deployAll().judgeAllWell().deployAll().judgeAllWell();

        assertThat(story.finish().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(story.rollout().state()).isEqualTo(RolloutState.SUCCEEDED);
        assertThat(story.rollout().instances())
                .extracting(InstanceProgress::state)
                .containsOnly(InstanceState.HEALTHY);
        assertThat(story.rollout().instances())
                .extracting(InstanceProgress::version)
                .containsOnly("4.2.0");
        assertThat(story.rollout().blastRadius()).isZero();
    }

    @Test
    public void aWaveIsNotJudgedWhileAnInstanceIsInFlight() {
        Story story = Story.of(FIVE, together());
        story.begin();
        story.deployed(1, "c-1-prod", "c-2-prod", "c-3-prod", "c-4-prod");

        Decision.Wait wait = story.next(Decision.Wait.class);

        assertThat(wait.until()).isEqualTo(Instant.MAX);
        assertThat(wait.why()).isEqualTo("1 instance in flight");
    }

    @Test
    public void noMoreAreInFlightThanAllowedAndTheNextFollowsWhenOneIsDone() {
        Story story = Story.of(FIVE, together().maxParallel(2));

        assertThat(story.begin()).containsExactly("c-1-prod", "c-2-prod");
        assertThat(story.next()).isInstanceOf(Decision.Wait.class);
        story.deployed(1, "c-2-prod");

        assertThat(story.begin()).containsExactly("c-3-prod");
    }

    @Test
    public void theBakeTimeIsOverWhenMoreFailedVerificationThanMay() {
        Story story = Story.of(FIVE, together().bake(Duration.ofHours(1)).failureBudget(Amount.instances(1)));
        story.begin();
        story.deployed(1, "c-1-prod", "c-2-prod", "c-3-prod", "c-4-prod", "c-5-prod");

        story.happened(verified(story, "c-1-prod", "no login"));
        assertThat(story.next()).isInstanceOf(Decision.Wait.class);
        story.happened(verified(story, "c-2-prod", "no login")).happened(verified(story, "c-2-prod", ""));
        assertThat(story.next()).isInstanceOf(Decision.Wait.class);
        story.happened(verified(story, "c-3-prod", "no menu"));

        assertThat(story.next(Decision.Judge.class).placements()).hasSize(5);
        assertThat(story.rollout().verified(story.rollout().wave(1).orElseThrow()))
                .containsOnlyKeys("c-1-prod", "c-2-prod", "c-3-prod");
    }

    private static RolloutEvent verified(Story story, String instance, String failure) {
        return new RolloutEvent.InstanceVerified(
                story.now(), 1, instance, Measurement.verification(failure, story.now(), Duration.ZERO));
    }

    @Test
    public void whatAnInstanceRunsIsUnknownFromItsBeginningToItsSuccess() {
        Story story = Story.of(FIVE, together());
        InstanceProgress first = story.rollout().instance("c-1-prod").orElseThrow();
        assertThat(first.isVersionCertain()).isTrue();

        story.begin();
        assertThat(first.isVersionCertain()).isFalse();
        story.failed(1, "c-2-prod").deployed(1, "c-1-prod");

        assertThat(first.isVersionCertain()).isTrue();
        assertThat(first.version()).isEqualTo("4.2.0");
        assertThat(story.rollout().instance("c-2-prod").orElseThrow().isVersionCertain())
                .isFalse();
    }

    @Test
    public void anInstanceThatTriesAgainKeepsItsPlace() {
        Story story = Story.of(FIVE, together().maxParallel(1));
        story.begin();

        story.happened(new RolloutEvent.AttemptFailed(story.now(), 1, "c-1-prod", 1, "exit status 1"));
        assertThat(story.next()).isInstanceOf(Decision.Wait.class);
        story.happened(new RolloutEvent.InstanceStarted(story.now(), 1, "c-1-prod", 2));
        assertThat(story.next()).isInstanceOf(Decision.Wait.class);
        story.deployed(1, "c-1-prod");

        assertThat(story.begin()).containsExactly("c-2-prod");
    }

    @Test
    public void aWaveIsWatchedBeforeItIsJudged() {
        Story story = Story.of(FIVE, canary().bake(Duration.ofSeconds(30)));
        story.begin();
        story.later(Duration.ofSeconds(5)).deployed(1, "c-1-prod");

        Decision.Wait wait = story.next(Decision.Wait.class);
        assertThat(wait.until()).isEqualTo(Story.BEGIN.plusSeconds(35));
        assertThat(story.later(Duration.ofSeconds(29)).next()).isEqualTo(wait);
        assertThat(story.later(Duration.ofSeconds(1)).next()).isInstanceOf(Decision.Judge.class);
    }

    @Test
    public void theSameEventsGiveTheSameDecision() {
        Story one = Story.of(FIVE, together().maxParallel(2));
        Story other = Story.of(FIVE, together().maxParallel(2));
        one.begin();
        other.begin();

        assertThat(one.next()).isEqualTo(one.next()).isEqualTo(other.next());
    }

    // Promotion inside a rollout

    @Test
    public void aCustomerWhoseUatIsSickIsLeftOutInProduction() {
        Topology topology = Fleet.chain("uat", "prod").customers(3).everywhere().build();
        Story story = Story.of(topology, Specs.to("uat", "prod").failureBudget(Amount.instances(1)));
        story.deployAll().judge(Map.of("c-2-uat", Verdict.FAIL));
        story.rollBack().deployAll().judgeAllWell();

        Decision.Deploy deploy = story.next(Decision.Deploy.class);

        assertThat(deploy.start())
                .extracting(start -> start.placement().name())
                .containsExactly("c-1-prod", "c-3-prod");
        assertThat(deploy.refuse()).singleElement().satisfies(refusal -> {
            assertThat(refusal.placement().name()).isEqualTo("c-2-prod");
            assertThat(refusal.reason()).isEqualTo("c-2-uat is not healthy with it");
        });
        story.deployAll().judgeAllWell();
        assertThat(story.finish().outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    public void aSharedInstanceThatIsSickKeepsEverybodyOut() {
        Topology topology = Fleet.chain("eng", "prod")
                .shared("eng-1", "eng")
                .shared("eng-2", "eng")
                .customers(2)
                .instance("c-1-prod", "c-1", "prod")
                .instance("c-2-prod", "c-2", "prod")
                .build();
        Story story = Story.of(topology, Specs.to("eng", "prod").failureBudget(Amount.instances(1)));
        story.deployAll().judge(Map.of("eng-2", Verdict.FAIL));
        story.rollBack().deployAll().judgeAllWell();

        assertThat(story.begin()).isEmpty();
        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.SKIPPED);
        assertThat(story.stateOf("c-2-prod")).isEqualTo(InstanceState.SKIPPED);
    }

    @Test
    public void ignoredPromotionLetsEverybodyIn() {
        Topology topology = Fleet.chain("uat", "prod").customers(2).everywhere().build();
        Story story = Story.of(
                topology,
                Specs.to("uat", "prod").failureBudget(Amount.instances(1)).ignoringPromotion());
        story.deployAll().judge(Map.of("c-2-uat", Verdict.FAIL));
        story.rollBack().deployAll().judgeAllWell();

        assertThat(story.begin()).containsExactly("c-1-prod", "c-2-prod");
    }

    @Test
    public void aWaveOfNobodySpeaksForNobody() {
        Topology topology = Fleet.chain("uat", "prod").customers(2).everywhere().build();
        Specs spec = Specs.to("uat", "prod").inBatchesOf(1).failureBudget(Amount.instances(1));
        Story story = Story.of(topology, spec);
        story.deployAll().judge(Map.of("c-1-uat", Verdict.FAIL));
        story.rollBack().deployAll().judgeAllWell();
        story.deployAll().judgeAllWell();

        assertThat(story.begin()).isEmpty();
        story.judgeAllWell();

        assertThat(story.ask()).contains("every instance of the wave was left out");
    }

    // The fold

    @Test
    public void aRolloutBeginsWithItsPlan() {
        assertThatThrownBy(() -> Rollout.of(List.of(new RolloutEvent.WaveStarted(Story.BEGIN, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a rollout begins with its plan");
    }

    @Test
    public void aFinishedRolloutSaysHowItEnded() {
        Story story = Story.of(FIVE, together());
        story.deployAll().judgeAllWell();

        Decision.Finish finish = story.finish();

        assertThat(story.next()).isEqualTo(finish);
        assertThat(story.rollout().state().isFinal()).isTrue();
    }

    @Test
    public void statesSayWhereAnInstanceStands() {
        Story story = Story.of(FIVE, Specs.to("prod").inBatchesOf(2).maxParallel(1));
        assertThat(story.rollout().state()).isEqualTo(RolloutState.PLANNED);
        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.PENDING);

        story.begin();

        assertThat(story.rollout().state()).isEqualTo(RolloutState.RUNNING);
        assertThat(story.stateOf("c-1-prod")).isEqualTo(InstanceState.DEPLOYING);
        assertThat(story.stateOf("c-2-prod")).isEqualTo(InstanceState.WAITING);
        assertThat(story.stateOf("c-3-prod")).isEqualTo(InstanceState.PENDING);
    }

    @Test
    public void itKnowsWhichEventChangedAnInstanceLast() {
        Story story = Story.of(FIVE, together());
        story.begin();
        long before = story.rollout().sequence();

        story.deployed(1, "c-2-prod");

        assertThat(story.rollout().instances())
                .filteredOn(instance -> instance.changed() > before)
                .extracting(InstanceProgress::name)
                .containsExactly("c-2-prod");
        assertThat(story.rollout().instance("c-2-prod").orElseThrow().version()).isEqualTo(Releases.NEW.version());
    }
}
