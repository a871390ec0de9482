package io.jenkins.plugins.rollout.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.ledger.NumberedEvent;
import io.jenkins.plugins.rollout.plan.Amount;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.testing.Fleet;
import io.jenkins.plugins.rollout.testing.Specs;
import io.jenkins.plugins.rollout.testing.Story;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** How harm that was found late, and what could not be judged, is told. */
public class HarmWordsTest {
    private static final Topology THREE =
            Fleet.chain("prod").customers(3).everywhere().build();

    private final Story story = Story.of(THREE, Specs.to("prod").failureBudget(Amount.instances(2)));

    private JsonNode verdict() {
        return new StatusView(story.rollout()).whole().path("verdicts").path(0);
    }

    @Test
    public void theStoryTellsWhatWasFoundAndWhen() {
        story.deployAll().judgeAllWell();
        RolloutEvent harm = new RolloutEvent.HarmFound(story.now(), 1, "c-1-prod", "12 times the errors");
        story.happened(harm);

        JsonNode told = new StoryView(
                        story.rollout(), story.rollout().instance("c-1-prod").orElseThrow())
                .document(List.of(new NumberedEvent(9, harm)))
                .path("events")
                .path(0);

        assertThat(told.path("type").asText()).isEqualTo("harm-found");
        assertThat(told.path("text").asText())
                .isEqualTo("found unhealthy after wave 1 had passed: 12 times the errors");
    }

    @Test
    public void theStatusNamesThoseThatDidNotPass() {
        story.deployAll()
                .judge(Map.of("c-1-prod", Verdict.FAIL, "c-2-prod", Verdict.INCONCLUSIVE), OnInconclusive.CONTINUE)
                .harmFound(1, "c-3-prod");

        assertThat(verdict().path("verdict").asText()).isEqualTo("pass");
        assertThat(verdict().path("bad").asInt()).isEqualTo(2);
        assertThat(verdict().path("instances").toString())
                .isEqualTo("[{\"instance\":\"c-1-prod\",\"verdict\":\"fail\",\"reason\":\"as measured\"},"
                        + "{\"instance\":\"c-2-prod\",\"verdict\":\"inconclusive\",\"reason\":\"as measured\"},"
                        + "{\"instance\":\"c-3-prod\",\"verdict\":\"fail\","
                        + "\"reason\":\"error rate 12 times as high\"}]");
    }

    @Test
    public void aPageThatPollsLearnsOfIt() {
        story.deployAll().judgeAllWell();
        long cursor = story.rollout().sequence();

        story.harmFound(1, "c-3-prod");

        JsonNode changed = new StatusView(story.rollout()).since(cursor);
        assertThat(changed.path("instances").path(0).path("state").asText()).isEqualTo("unhealthy");
        assertThat(changed.path("instances").path(0).path("reason").asText()).isEqualTo("error rate 12 times as high");
        assertThat(changed.path("verdicts").path(0).path("reason").asText())
                .startsWith("1 of 3 instances found unhealthy after the wave had passed, within the failure budget");
    }
}
