package io.jenkins.plugins.rollout.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.rollout.Outcome;
import java.util.List;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;

/** The history of a job's rollouts. */
public class JobPageTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static WebClient browser() {
        return JENKINS.createWebClient().withJavaScriptEnabled(false).withThrowExceptionOnFailingStatusCode(false);
    }

    private static void rollOut(FreeStyleProject job, String version) throws Exception {
        Site.ofFiveCustomers();
        String id = "billing-" + version + "-" + job.getName();
        Sample.begin(JENKINS.buildAndAssertSuccess(job), id, version)
                .deploy(1)
                .pass(1)
                .deploy(2)
                .pass(2)
                .finish(Outcome.SUCCEEDED);
    }

    @Test
    public void isThereOnlyForJobsThatHadRollouts() throws Exception {
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        JENKINS.buildAndAssertSuccess(job);

        assertThat(browser().getPage(job, "rollouts/").getWebResponse().getStatusCode())
                .isEqualTo(404);
        assertThat(browser().getPage(job).getAnchors())
                .noneMatch(link -> link.getHrefAttribute().endsWith(job.getUrl() + "rollouts"));
    }

    @Test
    public void listsTheNewestFirstWithATrend() throws Exception {
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        rollOut(job, "1.0.0");
        JENKINS.buildAndAssertSuccess(job);
        rollOut(job, "1.1.0");

        HtmlPage page = browser().getPage(job, "rollouts/");

        List<String> rows = page.querySelectorAll("table.jenkins-table tbody tr").stream()
                .map(DomNode::asNormalizedText)
                .toList();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).contains("#3", "billing 1.1.0", "succeeded", "none");
        assertThat(page.querySelectorAll(".rm-trends svg")).hasSize(2);
        assertThat(browser().getPage(job).getAnchors())
                .anyMatch(link -> link.getHrefAttribute().endsWith(job.getUrl() + "rollouts"));
    }

    @Test
    public void goesOnPageByPage() throws Exception {
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        for (int i = 1; i <= 27; i++) {
            rollOut(job, "2.0." + i);
        }

        HtmlPage first = browser().getPage(job, "rollouts/");
        HtmlPage second = first.getAnchorByText("Older").click();

        assertThat(first.querySelectorAll("table.jenkins-table tbody tr")).hasSize(25);
        assertThat(second.querySelectorAll("table.jenkins-table tbody tr")).hasSize(2);
        assertThat(second.getAnchorByText("Newest")).isNotNull();
    }
}
