package io.jenkins.plugins.rollout.jenkins.request;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.rollout.jenkins.RolloutPermissions;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** A rollout that waits for a person is answered by one who may, with a reason that is recorded. */
public class ApprovalTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    static {
        JENKINS.timeout = 900;
    }

    private WorkflowRun build;
    private BuildRollout held;

    @Before
    public void aRolloutThatWaits() throws Exception {
        Played.site();
        JENKINS.jenkins.setSecurityRealm(JENKINS.createDummySecurityRealm());
        JENKINS.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, RolloutPermissions.VIEW)
                .everywhere()
                .toEveryone()
                .grant(RolloutPermissions.APPROVE)
                .everywhere()
                .to("ann")
                .grant(Item.CANCEL)
                .everywhere()
                .to("carl"));
        build = Played.build(Played.job(JENKINS), "4.1.0");
        held = Played.begin(build, "r-1", "4.1.0");
        Played.drive(held, Set.of("acme-production"));
        assertThat(rollout().state()).isEqualTo(RolloutState.HELD);
    }

    @After
    public void nothingIsHeld() {
        if (rollout().finished().isEmpty()) {
            BuildRollouts.get().abort(held.id(), "the test", "it is over");
            Played.drive(held, Set.of());
        }
    }

    private Rollout rollout() {
        return BuildRollouts.load(held.id());
    }

    private WebResponse post(String user, String path, String body) throws Exception {
        return Posts.json(JENKINS, user, build.getUrl() + path, body);
    }

    @Test
    public void isApprovedOnThePage() throws Exception {
        HtmlPage page = Posts.client(JENKINS, "ann").getPage(build, "approval/");
        assertThat(page.asNormalizedText()).contains(rollout().question().orElseThrow());
        HtmlForm form = page.getFormByName("answer");
        form.getInputByName("reason").setValue("seen by <b>me</b>");

        JENKINS.submit(form);

        assertThat(rollout().question()).isEmpty();
        assertThat(rollout().abort()).isEmpty();
    }

    @Test
    public void isAbortedOnThePageByWhoMayCancelTheBuildAndNotApprovedByThem() throws Exception {
        HtmlPage page = Posts.client(JENKINS, "carl").getPage(build, "approval/");
        assertThat(page.getByXPath("//form[@name='answer']//button")).hasSize(1);

        WebResponse approve = post("carl", "approval/approve", "{\"reason\": \"x\"}");
        WebResponse abort = post("carl", "approval/abort", "{\"reason\": \"not today\"}");

        assertThat(approve.getStatusCode()).isEqualTo(403);
        assertThat(abort.getStatusCode()).isEqualTo(200);
        assertThat(rollout().abort()).hasValueSatisfying(request -> {
            assertThat(request.by()).isEqualTo("carl");
            assertThat(request.reason()).isEqualTo("not today");
        });
    }

    @Test
    public void needsAReasonAndIsAnsweredOnce() throws Exception {
        WebResponse noReason = post("ann", "approval/approve", "{}");
        WebResponse unknown = post("ann", "approval/approve", "{\"rollout\": \"other\", \"reason\": \"x\"}");
        WebResponse first = post("ann", "approval/approve", "{\"reason\": \"x\"}");
        WebResponse second = post("ann", "approval/approve", "{\"reason\": \"x\"}");

        assertThat(List.of(noReason, unknown, first, second))
                .extracting(WebResponse::getStatusCode)
                .containsExactly(400, 404, 200, 409);
        assertThat(Posts.read(second).path("error").asText()).contains("does not wait for a person");
    }

    @Test
    public void isNotForOthersAndNotByGet() throws Exception {
        for (String path : List.of("approval/approve", "approval/abort")) {
            WebResponse refused = post("eve", path, "{\"reason\": \"x\"}");
            assertThat(refused.getStatusCode()).as(path).isEqualTo(403);
            assertThat(Posts.read(refused).path("error").asText()).contains("eve");
            assertThat(Posts.status(JENKINS, "ann", build.getUrl() + path)).isEqualTo(405);
        }
        assertThat(Posts.status(JENKINS, "eve", build.getUrl() + "approval/")).isEqualTo(403);
        assertThat(rollout().state()).isEqualTo(RolloutState.HELD);
    }

    @Test
    public void fourEyesAreTwoPersons() throws Exception {
        BuildRollouts.get().abort(held.id(), "the test", "another one");
        Played.drive(held, Set.of());
        held = Played.beginFourEyes(build, "r-2", "4.1.0", "ann");
        Played.drive(held, Set.of("acme-production"));

        WebResponse own = post("ann", "approval/approve", "{\"reason\": \"mine\", \"rollout\": \"" + held.id() + "\"}");

        assertThat(own.getStatusCode()).isEqualTo(409);
        assertThat(Posts.read(own).path("error").asText()).contains("four eyes");
        assertThat(rollout().state()).isEqualTo(RolloutState.HELD);
    }
}
