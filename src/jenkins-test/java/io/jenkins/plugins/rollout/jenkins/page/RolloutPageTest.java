package io.jenkins.plugins.rollout.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Numbers;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.rollout.Outcome;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlPage;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.xml.sax.InputSource;

/** What a build's page shows of its rollout, and what stands at the addresses below. */
public class RolloutPageTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static int rollouts;
    private FreeStyleBuild build;

    @Before
    public void aBuild() throws Exception {
        Site.ofFiveCustomers();
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        build = JENKINS.buildAndAssertSuccess(job);
    }

    private Sample begin(String version) throws Exception {
        return Sample.begin(build, "billing-" + version + "-" + ++rollouts, version);
    }

    @After
    public void letGo() {
        Sample.endAll();
    }

    private WebClient browser() {
        return JENKINS.createWebClient().withJavaScriptEnabled(false).withThrowExceptionOnFailingStatusCode(false);
    }

    private WebResponse response(String below) throws Exception {
        return browser().goTo(build.getUrl() + below, null).getWebResponse();
    }

    private String text(String below) throws Exception {
        return browser().goTo(build.getUrl() + below, null).getWebResponse().getContentAsString();
    }

    private JsonNode json(String below) throws Exception {
        return new JsonMapper().readTree(text(below));
    }

    @Test
    public void theBoxTellsWhatMatters() throws Exception {
        Sample rollout = begin("4.2.0").deploy(1).pass(1).deploy(2).pass(2).finish(Outcome.SUCCEEDED);

        HtmlPage page = browser().getPage(build);

        String box = page.querySelector(".rm-box").asNormalizedText().replaceAll("\\s+", " ");
        assertThat(box)
                .contains("Rollout of billing 4.2.0", "succeeded", "Blast radius none of 5", "5 healthy")
                .contains("wave 2 passed");
        assertThat(page.querySelector(".rm-box svg")
                        .getAttributes()
                        .getNamedItem("aria-label")
                        .getNodeValue())
                .isEqualTo("production: 5 healthy");
        assertThat(page.getAnchors())
                .anyMatch(link -> link.getHrefAttribute().endsWith("/rollout/?rollout=" + rollout.id));
        assertThat(page.getAnchors()).anyMatch(link -> link.getHrefAttribute().endsWith("/rollout"));
    }

    @Test
    public void thePageLoadsItsModulesAndNoInlineScript() throws Exception {
        Sample rollout = begin("4.2.1").deploy(1).pass(1).deploy(2).pass(2).finish(Outcome.SUCCEEDED);

        HtmlPage page = browser().getPage(build, "rollout/");

        assertThat(page.querySelector("[data-rollout-page]")
                        .getAttributes()
                        .getNamedItem("data-rollout")
                        .getNodeValue())
                .isEqualTo(rollout.id);
        String script = page.querySelector("script[src$='/app.js'][type=module]")
                .getAttributes()
                .getNamedItem("src")
                .getNodeValue();
        var answer = browser()
                .goTo(script.substring(JENKINS.contextPath.length() + 1), "text/javascript")
                .getWebResponse();
        assertThat(answer.getContentAsString()).contains("import");
        for (String module : PageFiles.MODULES) {
            String address = script.substring(JENKINS.contextPath.length() + 1).replace("app.js", module);
            assertThat(browser().goTo(address, null).getWebResponse().getStatusCode())
                    .as(module)
                    .isEqualTo(200);
        }
        assertThat(answer.getResponseHeaderValue("Cache-Control")).contains("immutable");
        assertThat(answer.getResponseHeaderValue("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    public void givesTheStatusAndOnlyWhatChanged() throws Exception {
        Sample rollout = begin("4.2.2").deploy(1).pass(1).start(2, "dorado-production");
        JsonNode whole = json("rollout/status?rollout=" + rollout.id);
        assertThat(whole.path("instances")).hasSize(5);

        rollout.start(2, "everest-production");
        JsonNode changed = json("rollout/status?rollout=" + rollout.id + "&since="
                + whole.path("cursor").asInt());

        assertThat(changed.path("instances")).hasSize(1);
        assertThat(json("rollout/status?rollout=" + rollout.id + "&since=x")
                        .path("error")
                        .asText())
                .contains("number");
        assertThat(json("rollout/status?rollout=another").path("error").asText())
                .contains("no such rollout");
    }

    @Test
    public void tellsAnInstancesStory() throws Exception {
        Measurement measurement = new Measurement(
                "error rate",
                Measurement.Outcome.FAIL,
                "twice as many errors",
                Instant.now(),
                Duration.ZERO,
                new Numbers(
                        List.of(new io.jenkins.plugins.rollout.source.Sample(2, 10)),
                        List.of(new io.jenkins.plugins.rollout.source.Sample(1, 10)),
                        2,
                        1.5,
                        Double.POSITIVE_INFINITY));
        Sample rollout = begin("4.2.3").deploy(1).measure(1, measurement);

        JsonNode story = json("rollout/story?rollout=" + rollout.id + "&instance=acme-production");

        assertThat(story.path("instance").path("name").asText()).isEqualTo("acme-production");
        assertThat(story.path("events")).isNotEmpty();
        assertThat(story.at("/checks/0/verdict").asText()).isEqualTo("fail");
        assertThat(story.at("/checks/0/points/0/candidate").asDouble()).isEqualTo(0.2);
        assertThat(story.at("/checks/0/points/0/high").isNull()).isTrue();
        assertThat(json("rollout/story?rollout=" + rollout.id + "&instance=nobody")
                        .has("error"))
                .isTrue();
    }

    @Test
    public void hasARemoteApi() throws Exception {
        begin("4.2.4").deploy(1).pass(1).deploy(2).pass(2).finish(Outcome.SUCCEEDED);

        JsonNode api = json("rollout/api/json?tree=rollouts[service,state,blastRadius,instances[name,state]]");

        JsonNode rollout = api.path("rollouts").path(0);
        assertThat(rollout.path("state").asText()).isEqualTo("succeeded");
        assertThat(rollout.path("instances")).hasSize(5);
        assertThat(json("rollout/api/json").path("rollouts").path(0).path("instances"))
                .hasSize(5);
        assertThat(text("api/json")).doesNotContain("acme-production");
    }

    @Test
    public void switchesBetweenTheRolloutsOfABuild() throws Exception {
        Sample first = begin("4.2.5").deploy(1).pass(1).deploy(2).pass(2).finish(Outcome.SUCCEEDED);
        Sample second = begin("4.2.6").deploy(1);

        HtmlPage newest = browser().getPage(build, "rollout/");
        HtmlPage asked = browser().getPage(build, "rollout/?rollout=" + first.id);

        assertThat(newest.querySelector(".jenkins-app-bar h1").getTextContent()).contains("4.2.6");
        assertThat(asked.querySelector(".jenkins-app-bar h1").getTextContent()).contains("4.2.5");
        assertThat(newest.querySelectorAll(".rm-switch a")).hasSize(2);
        assertThat(json("rollout/list").path("rollouts").path(0).path("id").asText())
                .isEqualTo(second.id);
    }

    @Test
    public void theBadgeIsSmallAccessibleAndNotSentAgain() throws Exception {
        begin("4.2.7").deploy(1).pass(1).deploy(2).pass(2).finish(Outcome.SUCCEEDED);

        WebResponse badge = response("rollout/badge.svg");

        assertThat(badge.getContentType()).isEqualTo("image/svg+xml");
        assertThat(badge.getContentAsString())
                .contains("role=\"img\"", "<title>billing 4.2.7: succeeded, blast radius none of 5</title>")
                .hasSizeLessThan(1500);
        WebClient again = browser();
        again.addRequestHeader("If-None-Match", badge.getResponseHeaderValue("ETag"));
        assertThat(again.goTo(build.getUrl() + "rollout/badge.svg", null)
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(304);
    }

    @Test
    public void noNameBecomesMarkup() throws Exception {
        String hostile = "<img src=x onerror=alert(1)>\"'&\u0001${7*7}";
        Sample.begin(build, "hostile-" + ++rollouts, hostile).deploy(1).hold("<b>really?</b>");

        for (String address : List.of("", "rollout/", "rollout/fragment-box", "rollout/badge.svg")) {
            assertThat(text(address))
                    .as(address)
                    .doesNotContain("<img src=x", "<b>really")
                    .contains("&lt;img");
        }
        String history = browser()
                .goTo(build.getParent().getUrl() + "rollouts/")
                .getWebResponse()
                .getContentAsString();
        assertThat(history).doesNotContain("<img src=x").contains("&lt;img");
        String badge = text("rollout/badge.svg");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(badge)));
    }
}
