package io.jenkins.plugins.rollout.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The logs of an instance's story: what its branch of the pipeline printed. */
public class BranchLogsTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Before
    public void site() {
        Site.ofFiveCustomers();
    }

    private static WorkflowRun run(String body) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                planRollout(service: 'billing', version: '4.2.0', environments: ['production'])
                deployToInstances(wave: 1) {
                    BODY
                }
                """.replace("BODY", body), true));
        return JENKINS.buildAndAssertStatus(Result.SUCCESS, job);
    }

    private static WebResponse get(WorkflowRun build, String address) throws Exception {
        return JENKINS.createWebClient()
                .withJavaScriptEnabled(false)
                .withThrowExceptionOnFailingStatusCode(false)
                .goTo(build.getUrl() + address, null)
                .getWebResponse();
    }

    private static JsonNode logs(WorkflowRun build) throws Exception {
        String story = "rollout/story?rollout=" + RolloutAction.of(build).get(0) + "&instance=cygnus-production";
        return new JsonMapper().readTree(get(build, story).getContentAsString()).path("logs");
    }

    @Test
    public void areThoseOfTheInstancesBranchInOrder() throws Exception {
        WorkflowRun build = run("echo \"<b>first</b> on $ROLLOUT_INSTANCE\"; echo 'second'");

        JsonNode logs = logs(build);
        assertThat(logs).hasSize(1);
        assertThat(logs.path(0).path("action").asText()).isEqualTo("deploy");
        assertThat(logs.path(0).path("attempt").asInt()).isEqualTo(1);
        WebResponse log = get(build, "rollout/" + logs.path(0).path("href").asText());

        assertThat(log.getContentType()).isEqualTo("text/plain");
        assertThat(log.getResponseHeaderValue("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(log.getContentAsString())
                .startsWith("<b>first</b> on cygnus-production\nsecond\n")
                .doesNotContain("acme");
        String page = logs.path(0).path("page").asText().replace("../", "");
        assertThat(get(build, page).getStatusCode()).isEqualTo(200);
    }

    @Test
    public void showTheEndOfWhatIsTooLong() throws Exception {
        WorkflowRun build = run("echo(('0123456789' * 100 + '\\n') * 400); echo 'the end'");

        String log = get(build, "rollout/" + logs(build).path(0).path("href").asText())
                .getContentAsString();

        assertThat(log).startsWith("… the first ").contains("\nthe end\n");
        assertThat(log.length()).isLessThan((int) BranchLogs.LIMIT + 200);
        assertThat(log.lines().skip(1).findFirst().orElseThrow()).hasSize(1000);
    }

    @Test
    public void areNotThoseOfOtherNodes() throws Exception {
        WorkflowRun build = run("echo 'mine'");
        String href = logs(build).path(0).path("href").asText();

        assertThat(get(build, "rollout/" + href.replaceAll("node=.*", "node=2")).getStatusCode())
                .isEqualTo(404);
        assertThat(get(build, "rollout/" + href.replace("cygnus", "acme")).getStatusCode())
                .isEqualTo(404);
    }
}
