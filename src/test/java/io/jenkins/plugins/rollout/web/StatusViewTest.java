package io.jenkins.plugins.rollout.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Amount;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.testing.Fleet;
import io.jenkins.plugins.rollout.testing.Specs;
import io.jenkins.plugins.rollout.testing.Story;
import java.util.List;
import org.junit.Test;

public class StatusViewTest {
    @Test
    public void aVerdictNamesThoseThatDidNotPassAndWhy() {
        Story story = Story.of(
                Fleet.chain("uat")
                        .service("billing")
                        .shared("a", "uat")
                        .shared("b", "uat")
                        .shared("c", "uat")
                        .shared("d", "uat")
                        .build(),
                Specs.to("uat").failureBudget(Amount.instances(3)));
        story.begin();
        story.deployed(1, "a", "b", "c").failed(1, "d");
        story.happened(new RolloutEvent.WaveJudged(
                story.now(),
                1,
                Verdict.INCONCLUSIVE,
                "two are bad, and one is not known",
                List.of(
                        new InstanceHealth("a", Verdict.PASS, "well"),
                        new InstanceHealth("b", Verdict.FAIL, "errors: 12 times as many"),
                        new InstanceHealth("c", Verdict.INCONCLUSIVE, "errors: no traffic"))));

        JsonNode verdict = new StatusView(story.rollout()).whole().at("/verdicts/0");

        assertThat(verdict.get("instances"))
                .extracting(each -> each.get("instance").textValue() + ", "
                        + each.get("verdict").textValue() + ", "
                        + each.get("reason").textValue())
                .containsExactly(
                        "d, fail, exit status 1",
                        "b, fail, errors: 12 times as many",
                        "c, inconclusive, errors: no traffic");
    }
}
