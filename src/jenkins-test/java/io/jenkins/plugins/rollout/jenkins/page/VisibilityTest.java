package io.jenkins.plugins.rollout.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.rollout.Outcome;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.WebResponse;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Who sees what: nothing of a job whose rollouts one may not see. */
public class VisibilityTest {
    private static final String ID = "billing-4.2.0-1";

    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    private FreeStyleBuild own;
    private FreeStyleBuild others;

    @Before
    public void twoJobs() throws Exception {
        Site.ofFiveCustomers();
        own = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("own"));
        others = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("others"));
        Sample.begin(others, ID, "4.2.0").deploy(1).pass(1).deploy(2).pass(2).finish(Outcome.SUCCEEDED);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "stranger")
                .grant(Item.READ)
                .onItems(jenkins.jenkins.getItem("others"))
                .to("reader")
                .grant(Item.READ)
                .onItems(jenkins.jenkins.getItem("own"))
                .to("stranger"));
    }

    @After
    public void letGo() {
        Sample.endAll();
    }

    private WebResponse get(String user, String address) throws Exception {
        WebClient browser =
                jenkins.createWebClient().withJavaScriptEnabled(false).withThrowExceptionOnFailingStatusCode(false);
        return browser.login(user).goTo(address, null).getWebResponse();
    }

    private JsonNode current(String user) throws Exception {
        return new JsonMapper().readTree(get(user, "rollouts/current").getContentAsString());
    }

    @Test
    public void everyAddressIsClosedToWhoMayNotReadTheJob() throws Exception {
        String query = "?rollout=" + ID + "&instance=acme-production&node=3";
        for (String address : List.of(
                "", "list", "status", "story", "log", "fragment-box", "fragment-buttons", "badge.svg", "api/json")) {
            String below = others.getUrl() + "rollout/" + address + query;
            assertThat(get("reader", below).getStatusCode())
                    .as("reader %s", address)
                    .isEqualTo("log".equals(address) ? 404 : 200);
            WebResponse refused = get("stranger", below);
            assertThat(refused.getStatusCode()).as("stranger %s", address).isIn(403, 404);
            assertThat(refused.getContentAsString()).as(address).doesNotContain("4.2.0", "acme");
        }
        assertThat(get("stranger", "job/others/rollouts/").getStatusCode()).isEqualTo(404);
    }

    @Test
    public void anothersRolloutIsNotSeenThroughOnesOwnBuild() throws Exception {
        Sample.begin(own, "billing-4.3.0-1", "4.3.0").deploy(1);

        assertThat(get("stranger", own.getUrl() + "rollout/status?rollout=billing-4.3.0-1")
                        .getStatusCode())
                .isEqualTo(200);
        assertThat(get("stranger", own.getUrl() + "rollout/status?rollout=" + ID)
                        .getStatusCode())
                .isEqualTo(404);
        assertThat(get("stranger", own.getUrl() + "rollout/?rollout=" + ID).getContentAsString())
                .doesNotContain(ID);
    }

    @Test
    public void theControllersPageLeavesOutWhatIsClosed() throws Exception {
        Sample.begin(own, "billing-4.3.0-1", "4.3.0").deploy(1);

        JsonNode reader = current("reader");
        JsonNode stranger = current("stranger");

        assertThat(reader.path("instances")).hasSize(4);
        assertThat(reader.path("running")).isEmpty();
        assertThat(stranger.path("instances")).hasSize(1);
        assertThat(stranger.path("running")).hasSize(1);
        assertThat(stranger.toString()).doesNotContain("others", ID);
        assertThat(stranger.path("running").path(0).path("waitsFor").asText()).contains("wave 1");
        assertThat(current("admin").path("instances")).hasSize(5);
    }

    @Test
    public void whatNoBuildAnswersForIsForAdministrators() throws Exception {
        ((FreeStyleProject) jenkins.jenkins.getItem("others")).delete();

        assertThat(current("reader").path("instances")).isEmpty();
        JsonNode seen = current("admin").path("instances");
        assertThat(seen).hasSize(5);
        assertThat(seen.path(0).path("version").asText()).isEqualTo("4.2.0");
        assertThat(seen.path(0).path("build").isNull()).isTrue();
    }
}
