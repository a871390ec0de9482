package io.jenkins.plugins.rollout.jenkins.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.DurableFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** What was saved is there after a restart, and a broken file is a sentence, not a Jenkins that won't start. */
public class TopologyStoreTest {
    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    private static Path file(int number) {
        return ControllerLedger.folder().resolve("topology").resolve(String.format("topology-%06d.yaml", number));
    }

    @Test
    public void aSavedTopologySurvivesARestart() throws Throwable {
        sessions.then(jenkins -> {
            assertThatThrownBy(() -> TopologyConfiguration.get().topology())
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("Manage Jenkins > Rollout topology");
            WebClient browser = jenkins.createWebClient();
            assertThat(browser.goTo("manage/rollout-topology/").asNormalizedText())
                    .contains("There is no topology yet");
            assertThat(browser.goTo("manage/rollout-topology/import/").asNormalizedText())
                    .contains("an example to start from");
            TopologyConfiguration.get().replace(Sample.YAML, "the first \"one\"\nof many");
        });
        sessions.then(jenkins -> {
            assertThat(TopologyConfiguration.get().topology().instances()).hasSize(6);
            assertThat(TopologyConfiguration.get().text(1)).contains(Sample.YAML);
            assertThat(TopologyConfiguration.get().versions()).singleElement().satisfies(version -> {
                assertThat(version.number()).isEqualTo(1);
                assertThat(version.who()).isEqualTo("SYSTEM");
                assertThat(version.why()).isEqualTo("the first \"one\"\nof many");
            });
        });
    }

    @Test
    public void aBrokenFileDoesNotKeepJenkinsFromStarting() throws Throwable {
        sessions.then(jenkins -> {
            TopologyConfiguration.get().replace(Sample.YAML, "");
            TopologyConfiguration.get().replace(Sample.YAML.replace("ring: 1", "ring: 2"), "");
            Files.writeString(file(2), "environments:\n  - name: [\u0000");
        });
        sessions.then(jenkins -> {
            assertThatThrownBy(() -> TopologyConfiguration.get().topology())
                    .hasMessageContaining("can't be used")
                    .hasMessageContaining(file(2).toString());

            HtmlPage page = jenkins.createWebClient().goTo("manage/rollout-topology/");
            assertThat(page.asNormalizedText())
                    .contains(file(2).toString())
                    .contains("line 2")
                    .contains("U+0000");

            HtmlPage versions = jenkins.createWebClient().goTo("manage/rollout-topology/versions/");
            jenkins.submit(versions.getFormByName("restore-1"));

            assertThat(TopologyConfiguration.get()
                            .topology()
                            .customer("acme")
                            .orElseThrow()
                            .ring())
                    .isEqualTo(1);
            assertThat(TopologyConfiguration.get().current().number()).isEqualTo(3);
        });
    }

    @Test
    public void anUnfinishedFileCountsForNothing() throws Throwable {
        sessions.then(jenkins -> {
            TopologyConfiguration.get().replace(Sample.YAML, "");
            Files.writeString(file(2).resolveSibling(file(2).getFileName() + DurableFile.UNFINISHED), "environ");
        });
        sessions.then(jenkins ->
                assertThat(TopologyConfiguration.get().current().number()).isEqualTo(1));
    }

    @Test
    public void theLastFiftyVersionsAreKept() throws Throwable {
        sessions.then(jenkins -> {
            for (int i = 1; i <= 53; i++) {
                TopologyConfiguration.get().replace("# " + i + "\n" + Sample.YAML, "save " + i);
            }
            TopologyConfiguration.get().replace("# 53\n" + Sample.YAML, "the same text again");

            List<TopologyVersion> versions = TopologyConfiguration.get().versions();
            assertThat(versions).hasSize(50);
            assertThat(versions.get(0).why()).isEqualTo("save 53");
            assertThat(versions.get(49).why()).isEqualTo("save 4");
            assertThat(file(3)).doesNotExist();
        });
    }
}
