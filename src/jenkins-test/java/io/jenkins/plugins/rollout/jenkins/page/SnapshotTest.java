package io.jenkins.plugins.rollout.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.rollout.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;
import org.jvnet.hudson.test.MockFolder;

/** A build's page after what may happen to a controller. */
public class SnapshotTest {
    private static final String ID = "billing-4.2.0-1";

    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    private static void rollOut(JenkinsRule jenkins) throws Exception {
        Site.ofFiveCustomers();
        FreeStyleProject job = jenkins.createFreeStyleProject("bring");
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        Sample.begin(build, ID, "4.2.0").deploy(1).pass(1).deploy(2).pass(2).finish(Outcome.SUCCEEDED);
    }

    private static String text(JenkinsRule jenkins, String address) throws Exception {
        return jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .withThrowExceptionOnFailingStatusCode(false)
                .goTo(address, null)
                .getWebResponse()
                .getContentAsString();
    }

    private static JsonNode status(JenkinsRule jenkins, String job) throws Exception {
        return new JsonMapper().readTree(text(jenkins, job + "1/rollout/status?rollout=" + ID));
    }

    @Test
    public void isRightAfterARestart() throws Throwable {
        sessions.then(SnapshotTest::rollOut);
        sessions.then(jenkins -> {
            assertThat(status(jenkins, "job/bring/").path("state").asText()).isEqualTo("succeeded");
            assertThat(status(jenkins, "job/bring/").has("snapshot")).isFalse();
            assertThat(text(jenkins, "job/bring/1/")).contains("Rollout of billing 4.2.0");
        });
    }

    @Test
    public void isRightAfterTheJobWasRenamedAndMoved() throws Throwable {
        sessions.then(jenkins -> {
            rollOut(jenkins);
            FreeStyleProject job = jenkins.jenkins.getItemByFullName("bring", FreeStyleProject.class);
            job.renameTo("bring it");
            MockFolder folder = jenkins.createFolder("squad");
            hudson.model.Items.move(job, folder);

            String moved = "job/squad/job/bring%20it/";
            assertThat(status(jenkins, moved).path("state").asText()).isEqualTo("succeeded");
            assertThat(text(jenkins, moved + "rollouts/")).contains("billing 4.2.0");
            JsonNode current = new JsonMapper().readTree(text(jenkins, "rollouts/current"));
            assertThat(current.path("instances").path(0).path("url").asText()).isEqualTo(moved + "1/");
        });
    }

    @Test
    public void outlivesTheLedger() throws Throwable {
        sessions.then(SnapshotTest::rollOut);
        deleteLedger(sessions.getHome().toPath().resolve("rollout-matrix"));
        sessions.then(jenkins -> {
            JsonNode kept = status(jenkins, "job/bring/");
            assertThat(kept.path("snapshot").asBoolean()).isTrue();
            assertThat(kept.path("state").asText()).isEqualTo("succeeded");
            assertThat(kept.path("instances")).hasSize(5);
            assertThat(text(jenkins, "job/bring/1/rollout/")).contains("The ledger has this rollout no more");
            assertThat(text(jenkins, "job/bring/1/rollout/story?rollout=" + ID + "&instance=acme-production"))
                    .contains("lost with its ledger");
            assertThat(text(jenkins, "job/bring/1/")).contains("Rollout of billing 4.2.0");
            assertThat(text(jenkins, "job/bring/rollouts/")).contains("billing 4.2.0", "succeeded");
        });
    }

    @Test
    public void saysSoWhenNothingIsLeft() throws Throwable {
        sessions.then(SnapshotTest::rollOut);
        deleteLedger(sessions.getHome().toPath().resolve("rollout-matrix"));
        Files.delete(sessions.getHome().toPath().resolve("jobs/bring/builds/1/rollout-" + ID + ".json.gz"));
        sessions.then(jenkins -> {
            assertThat(text(jenkins, "job/bring/1/rollout/")).contains("Nothing is on record of this rollout");
            assertThat(text(jenkins, "job/bring/1/")).contains(ID, "lost");
        });
    }

    private static void deleteLedger(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst =
                    files.sorted((one, other) -> other.compareTo(one)).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
