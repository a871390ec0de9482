package io.jenkins.plugins.rollout.jenkins.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Queue;
import hudson.model.StringParameterDefinition;
import hudson.model.User;
import io.jenkins.plugins.rollout.jenkins.RolloutPermissions;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jenkins.model.Jenkins;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlCheckBoxInput;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** "Roll back" on a build: by form and by JSON, with part of the instances, by those who may. */
public class RollbackTest {
    private static final String PLAN = """
            def plan = planRollout(service: env.JOB_NAME, version: '9.9.9', environments: ['production'])
            plan.waves.each { echo "${it.action} of ${it.instances}" }
            """;

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private final JenkinsRule jenkins = JENKINS;

    static {
        JENKINS.timeout = 900;
    }

    private WorkflowJob job;
    private WorkflowRun old;
    private WorkflowRun source;

    @Before
    public void twoReleases() throws Exception {
        Played.site();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, hudson.model.Item.READ, RolloutPermissions.VIEW)
                .everywhere()
                .toEveryone()
                .grant(RolloutPermissions.ROLL_BACK)
                .everywhere()
                .to("ann", "bob"));
        User.getById("ann", true).setFullName("Ann <b>Bold</b>");
        job = Played.job(jenkins);
        old = Played.rolledOut(job, "r-1", "4.1.0");
        source = Played.rolledOut(job, "r-2", "4.2.0");
        job.setDefinition(new CpsFlowDefinition(PLAN, true));
    }

    @After
    public void nothingWaits() throws Exception {
        jenkins.jenkins.doCancelQuietDown();
        jenkins.waitUntilNoActivity();
    }

    private WebResponse post(String user, String path, String body) throws Exception {
        return Posts.json(jenkins, user, source.getUrl() + path, body);
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        return Posts.client(jenkins, user);
    }

    private static JsonNode json(WebResponse response) throws Exception {
        return Posts.read(response);
    }

    private WorkflowRun started() throws Exception {
        jenkins.waitUntilNoActivity();
        return job.getLastBuild();
    }

    private static Rollout rolloutOf(WorkflowRun build) {
        return BuildRollouts.load(RolloutAction.of(build).get(0));
    }

    @Test
    public void bringsTheChosenInstancesBackWithTheSamePipeline() throws Exception {
        WebResponse response = post(
                "ann",
                "rollback/start",
                "{\"instances\": [\"cygnus-production\", \"acme-production\"], \"reason\": \"taxes are wrong\"}");

        assertThat(response.getStatusCode()).as(response.getContentAsString()).isEqualTo(201);
        assertThat(json(response).path("queueUrl").asText()).contains("queue/item/");
        WorkflowRun back = jenkins.assertBuildStatusSuccess(started());
        assertThat(back.getNumber()).isEqualTo(3);
        jenkins.assertLogContains("rollback of [acme-production, cygnus-production]", back);
        Rollout rollout = rolloutOf(back);
        assertThat(rollout.plan().action()).isEqualTo(Action.ROLLBACK);
        assertThat(rollout.plan().placements())
                .allSatisfy(placement -> assertThat(placement.release()).isEqualTo(Played.release(old, "4.1.0")));
        assertThat(rollout.planned().by()).isEqualTo("ann");
        assertThat(rollout.planned().reason()).isEqualTo("taxes are wrong");
    }

    @Test
    public void isLinkedFromBothBuildsAndEscaped() throws Exception {
        post("ann", "rollback/start", "{\"reason\": \"<script>alert(1)</script>\\nand \\u001b[31mred\"}");
        WorkflowRun back = started();

        assertThat(back.getCauses()).singleElement().satisfies(cause -> assertThat(cause.getShortDescription())
                .isEqualTo("Rolled back " + source.getFullDisplayName()
                        + " by Ann <b>Bold</b>: <script>alert(1)</script> and [31mred"));
        jenkins.assertLogContains(
                "Rolled back " + source.getFullDisplayName()
                        + " by Ann <b>Bold</b>: <script>alert(1)</script> and [31mred",
                back);
        String page = client("bob").getPage(back).getWebResponse().getContentAsString();
        assertThat(page)
                .contains(source.getUrl() + "\"")
                .doesNotContain("<script>alert(1)")
                .doesNotContain("<b>Bold");
        String from = client("bob").getPage(source).getWebResponse().getContentAsString();
        assertThat(from).contains(back.getUrl()).contains("Rolled back by").doesNotContain("<script>alert(1)");
    }

    @Test
    public void showsInstancesThenThePlanAndThenStarts() throws Exception {
        JenkinsRule.WebClient client = client("ann");
        HtmlPage page = client.getPage(source, "rollback/");
        assertThat(page.getByXPath("//input[@name='instance' and @checked]")).hasSize(5);
        HtmlForm form = page.getFormByName("request");
        for (HtmlCheckBoxInput box : form.<HtmlCheckBoxInput>getByXPath(".//input[@name='instance']")) {
            box.setChecked(box.getValue().equals("dorado-production"));
        }
        form.getInputByName("reason").setValue("only dorado");

        HtmlPage plan = jenkins.submit(form);
        assertThat(plan.asNormalizedText())
                .contains("dorado-production")
                .contains("4.1.0")
                .contains("back to 4.1.0");
        assertThat(Queue.getInstance().getItems()).isEmpty();
        assertThat(job.getLastBuild()).isEqualTo(source);
        jenkins.submit(plan.getFormByName("start"));

        WorkflowRun back = jenkins.assertBuildStatusSuccess(started());
        jenkins.assertLogContains("rollback of [dorado-production]", back);
    }

    @Test
    public void asksForAReasonAndForInstancesThatCanGoBack() throws Exception {
        WebResponse noReason = post("ann", "rollback/start", "{\"instances\": [\"acme-production\"]}");
        WebResponse unknown = post("ann", "rollback/start", "{\"instances\": [\"acme\"], \"reason\": \"x\"}");
        WebResponse none = post("ann", "rollback/start", "{\"instances\": [], \"reason\": \"x\"}");
        WebResponse broken = post("ann", "rollback/start", "{\"instances\": ");
        WebResponse typo = post("ann", "rollback/start", "{\"instance\": [], \"reason\": \"x\"}");

        assertThat(List.of(noReason, unknown, none, broken, typo))
                .extracting(WebResponse::getStatusCode)
                .containsOnly(400);
        assertThat(json(noReason).path("error").asText()).contains("a reason must be given");
        assertThat(json(unknown).path("error").asText()).contains("no instance acme");
        assertThat(Queue.getInstance().getItems()).isEmpty();
        assertThat(job.getLastBuild()).isEqualTo(source);
    }

    @Test
    public void isOnlyForThoseWhoMayAndOnlyByPost() throws Exception {
        for (String path : List.of("rollback/start", "rollback/preview", "redeploy/start", "redeploy/preview")) {
            WebResponse response = post("eve", path, "{\"reason\": \"x\"}");
            assertThat(response.getStatusCode()).as(path).isEqualTo(403);
            assertThat(json(response).path("error").asText()).contains("eve").contains("RollBack");
            assertThat(client("ann")
                            .goTo(source.getUrl() + path, null)
                            .getWebResponse()
                            .getStatusCode())
                    .as("GET " + path)
                    .isEqualTo(405);
        }
        for (String path : List.of("rollback/", "rollback/confirm", "rollback/index", "redeploy/")) {
            assertThat(client("eve")
                            .goTo(source.getUrl() + path, null)
                            .getWebResponse()
                            .getStatusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(client("eve").getPage(source).getWebResponse().getContentAsString())
                .doesNotContain("/rollback")
                .doesNotContain("/redeploy");
        assertThat(job.getLastBuild()).isEqualTo(source);
    }

    @Test
    public void twoWhoPressAtOnceGetOne() throws Exception {
        jenkins.jenkins.doQuietDown();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<WebResponse> ann = () -> post("ann", "rollback/start", "{\"reason\": \"ann's\"}");
            Callable<WebResponse> bob = () -> post("bob", "rollback/start", "{\"reason\": \"bob's\"}");
            List<Future<WebResponse>> both = threads.invokeAll(List.of(ann, bob));

            assertThat(List.of(both.get(0).get(), both.get(1).get()))
                    .extracting(WebResponse::getStatusCode)
                    .containsExactlyInAnyOrder(200, 201);
        } finally {
            threads.shutdown();
        }
        assertThat(Queue.getInstance().getItems()).hasSize(1);
        WebResponse part =
                post("bob", "rollback/start", "{\"instances\": [\"acme-production\"], \"reason\": \"me too\"}");
        assertThat(part.getStatusCode()).isEqualTo(409);
        assertThat(json(part).path("error").asText())
                .contains("acme-production")
                .contains("already");
        jenkins.jenkins.doCancelQuietDown();
        assertThat(started().getNumber()).isEqualTo(3);
    }

    @Test
    public void whileItRunsItIsFoundAndNotStartedAgain() throws Exception {
        job.setDefinition(new CpsFlowDefinition(PLAN + "\nsemaphore 'holding'", true));
        post("ann", "rollback/start", "{\"reason\": \"ann's\"}");
        SemaphoreStep.waitForStart("holding/1", job.getBuildByNumber(3));

        WebResponse again = post("bob", "rollback/start", "{\"reason\": \"bob's\"}");

        assertThat(again.getStatusCode()).as(again.getContentAsString()).isEqualTo(200);
        assertThat(json(again).path("message").asText()).contains("Ann").contains(job.getFullDisplayName() + " #3");
        HtmlPage page = client("bob").getPage(source, "rollback/");
        assertThat(page.asNormalizedText())
                .contains("held by a rollout that has not ended")
                .contains(job.getFullDisplayName() + " #3");
        WebResponse other = post("bob", "redeploy/start", "{\"instances\": [\"acme-production\"], \"reason\": \"x\"}");
        assertThat(other.getStatusCode()).isEqualTo(409);
        SemaphoreStep.success("holding/1", null);
        started();
    }

    @Test
    public void previewsWithoutStarting() throws Exception {
        WebResponse response = post("ann", "rollback/preview", "{\"instances\": [\"acme-production\"]}");

        assertThat(response.getStatusCode()).isEqualTo(200);
        JsonNode instance =
                json(response).path("waves").path(0).path("instances").path(0);
        assertThat(instance.path("name").asText()).isEqualTo("acme-production");
        assertThat(instance.path("from").asText()).isEqualTo("4.2.0");
        assertThat(instance.path("to").asText()).isEqualTo("4.1.0");
        assertThat(Queue.getInstance().getItems()).isEmpty();
    }

    @Test
    public void warnsWhereTheArtifactIsAlteredOrGone() throws Exception {
        Files.writeString(Played.archived(old), "billing 6.6.6");
        assertThat(json(post("ann", "rollback/preview", "{}")).path("warnings").toString())
                .contains("was altered");
        assertThat(client("ann").getPage(source, "rollback/").getWebResponse().getStatusCode())
                .isEqualTo(200);

        Files.writeString(Played.archived(old), "longer than before, whatever it says");
        assertThat(((HtmlPage) client("ann").getPage(source, "rollback/")).asNormalizedText())
                .contains("was altered");

        Files.delete(Played.archived(old));
        assertThat(((HtmlPage) client("ann").getPage(source, "rollback/")).asNormalizedText())
                .contains("is gone");

        old.keepLog(false);
        old.delete();
        assertThat(((HtmlPage) client("ann").getPage(source, "rollback/")).asNormalizedText())
                .contains("the build that made 4.1.0 is gone");
    }

    @Test
    public void aNewerRolloutSinceIsSaidAndLeftAlone() throws Exception {
        WorkflowRun newer = Played.rolledOut(job, "r-3", "4.3.0");

        HtmlPage page = client("ann").getPage(source, "rollback/");

        assertThat(page.asNormalizedText())
                .contains("runs 4.3.0 from a newer rollout")
                .contains(newer.getFullDisplayName());
        assertThat(page.getByXPath("//input[@name='instance' and not(@disabled)]"))
                .isEmpty();
        WebResponse response =
                post("ann", "rollback/start", "{\"instances\": [\"acme-production\"], \"reason\": \"x\"}");
        assertThat(response.getStatusCode()).isEqualTo(409);
        assertThat(json(response).path("error").asText()).contains("runs 4.3.0");
    }

    @Test
    public void whatChangedBeforeTheBuildRanIsLeftOut() throws Exception {
        jenkins.jenkins.doQuietDown();
        assertThat(post("ann", "rollback/start", "{\"reason\": \"x\"}").getStatusCode())
                .isEqualTo(201);
        TopologyConfiguration.get().replace("""
                        environments: [{name: production}]
                        customers: [{name: acme}, {name: borealis}, {name: cygnus}, {name: dorado}]
                        instanceTemplates:
                          - {name: "{customer}-{environment}", customers: all, environments: [production]}
                        """, "everest has left");
        jenkins.jenkins.doCancelQuietDown();

        WorkflowRun back = jenkins.assertBuildStatusSuccess(started());

        assertThat(rolloutOf(back).plan().size()).isEqualTo(4);
        jenkins.assertLogContains("everest-production (no longer in the topology)", back);
    }

    @Test
    public void anotherVersionCanBeGoneTo() throws Exception {
        source = Played.rolledOut(job, "r-3", "4.3.0");
        job.setDefinition(new CpsFlowDefinition(PLAN, true));

        WebResponse unknown = post("ann", "rollback/preview", "{\"to\": \"1.0.0\"}");
        post("ann", "rollback/start", "{\"instances\": [\"acme-production\"], \"to\": \"4.1.0\", \"reason\": \"x\"}");

        assertThat(unknown.getStatusCode()).isEqualTo(409);
        assertThat(json(unknown).path("error").asText()).contains("knows no release 1.0.0");
        assertThat(rolloutOf(started()).plan().version()).isEqualTo("4.1.0");
    }

    @Test
    public void carriesTheParametersOver() throws Exception {
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("REGION", "default"), new StringParameterDefinition("NEW", "fresh")));
        source.addAction(new hudson.model.ParametersAction(new hudson.model.StringParameterValue("REGION", "us")));
        job.setDefinition(new CpsFlowDefinition("echo \"region ${params.REGION}, new ${params.NEW}\"", true));

        post("ann", "rollback/start", "{\"reason\": \"x\"}");

        jenkins.assertLogContains("region us, new fresh", started());
    }

    @Test
    public void aRollbackCanNotBeRolledBack() throws Exception {
        post("ann", "rollback/start", "{\"reason\": \"x\"}");
        source = started();

        assertThat(post("ann", "rollback/start", "{\"reason\": \"x\"}").getStatusCode())
                .isEqualTo(404);
    }

    @Test
    public void deploysTheReleaseAgainWhereItIsNotRunning() throws Exception {
        source = old;
        HtmlPage page = client("ann").getPage(old, "redeploy/");
        assertThat(page.asNormalizedText()).contains("got 4.2.0 from a newer rollout");

        WebResponse response =
                post("ann", "redeploy/start", "{\"instances\": [\"borealis-production\"], \"reason\": \"as agreed\"}");

        assertThat(response.getStatusCode()).as(response.getContentAsString()).isEqualTo(201);
        WorkflowRun again = jenkins.assertBuildStatusSuccess(started());
        Rollout rollout = rolloutOf(again);
        assertThat(rollout.plan().action()).isEqualTo(Action.DEPLOY);
        assertThat(rollout.plan().placements()).singleElement().satisfies(placement -> {
            assertThat(placement.name()).isEqualTo("borealis-production");
            assertThat(placement.release()).isEqualTo(Played.release(old, "4.1.0"));
        });
        assertThat(again.getCauses().get(0).getShortDescription())
                .isEqualTo(
                        "Deployed the release of " + old.getFullDisplayName() + " again by Ann <b>Bold</b>: as agreed");
    }

    @Test
    public void anotherServiceOfThePipelineIsNotMistakenForIt() throws Exception {
        job.setDefinition(new CpsFlowDefinition(
                "planRollout(service: 'ledger', version: '1', environments: ['production'])", true));

        post("ann", "rollback/start", "{\"reason\": \"x\"}");

        jenkins.assertLogContains("was started to roll back instances of " + job.getName(), started());
    }
}
