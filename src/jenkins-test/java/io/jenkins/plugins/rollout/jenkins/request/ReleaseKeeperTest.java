package io.jenkins.plugins.rollout.jenkins.request;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.tasks.LogRotator;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import java.util.Set;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds whose releases instances need outlive log rotation, visibly, and no longer than they are needed. */
public class ReleaseKeeperTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    static {
        JENKINS.timeout = 900;
    }

    private WorkflowJob job;
    private WorkflowRun first;

    @Before
    public void oneReleaseEverywhere() throws Exception {
        Played.site();
        job = Played.job(JENKINS);
        job.setBuildDiscarder(new LogRotator(-1, 1, -1, -1));
        first = Played.rolledOut(job, "r-1", "4.1.0");
        ReleaseKeeper.get().look();
    }

    private static String reason(WorkflowRun build) {
        KeptRelease kept = build.getAction(KeptRelease.class);
        return kept == null ? "" : kept.getReason();
    }

    private static void everybodyLeaves() {
        TopologyConfiguration.get().replace("""
                        environments: [{name: production}]
                        instances: [{name: new-production, environment: production}]
                        """, "all have left");
    }

    @Test
    public void theCurrentReleaseAndTheOneBeforeAreKept() throws Exception {
        assertThat(first.isKeepLog()).isTrue();
        assertThat(reason(first)).isEqualTo("acme-production and 4 more run its release");

        WorkflowRun second = Played.build(job, "4.2.0");
        BuildRollout held = Played.begin(second, "r-2", "4.2.0");
        Played.drive(held, Set.of("acme-production"));
        BuildRollouts.get().abort(held.id(), "ann", "enough");
        Played.drive(held, Set.of());
        ReleaseKeeper.get().look();

        assertThat(reason(first)).isEqualTo("acme-production runs its release; 4 could go back to it");
        assertThat(reason(second)).contains("borealis-production and 3 more run its release");
        HtmlPage page = JENKINS.createWebClient().getPage(first);
        assertThat(page.asNormalizedText()).contains("Kept: acme-production runs its release");
    }

    @Test
    public void rotationTakesOnlyWhatNobodyNeeds() throws Exception {
        WorkflowRun second = Played.rolledOut(job, "r-2", "4.2.0");
        ReleaseKeeper.get().look();
        WorkflowRun third = Played.rolledOut(job, "r-3", "4.3.0");
        job.logRotate();
        assertThat(job.getBuildByNumber(1)).isNotNull();

        ReleaseKeeper.get().look();
        job.logRotate();

        assertThat(job.getBuildByNumber(1)).as("nobody needs 4.1.0").isNull();
        assertThat(job.getBuildByNumber(second.getNumber()).isKeepLog()).isTrue();
        assertThat(Played.archived(second)).exists();
        assertThat(third.isKeepLog()).isTrue();
    }

    @Test
    public void whatAPersonKeepsStaysKept() throws Exception {
        WorkflowRun second = Played.build(job, "4.2.0");
        second.keepLog(true);
        Played.rollOut(second, "r-2", "4.2.0");
        ReleaseKeeper.get().look();
        assertThat(reason(second)).isNotEmpty();
        Played.rolledOut(job, "r-3", "4.3.0");
        Played.rolledOut(job, "r-4", "4.4.0");

        ReleaseKeeper.get().look();

        assertThat(reason(second)).isEmpty();
        assertThat(second.isKeepLog()).isTrue();
        assertThat(first.isKeepLog()).isFalse();
    }

    @Test
    public void aPersonCanNotLetGoWhatIsNeeded() throws Exception {
        first.keepLog(false);

        ReleaseKeeper.get().look();

        assertThat(first.isKeepLog()).isTrue();
    }

    @Test
    public void instancesThatHaveLeftNeedNothing() throws Exception {
        everybodyLeaves();

        ReleaseKeeper.get().look();

        assertThat(first.isKeepLog()).isFalse();
        assertThat(reason(first)).isEmpty();
    }

    @Test
    public void isFoundAgainAfterTheJobWasRenamed() throws Exception {
        job.renameTo(job.getName() + "-renamed");
        everybodyLeaves();

        ReleaseKeeper.get().look();

        assertThat(first.isKeepLog()).isFalse();
    }

    @Test
    public void looksByItselfAfterAChange() throws Exception {
        WorkflowRun second = Played.rolledOut(job, "r-2", "4.2.0");

        for (int i = 0; i < 100 && reason(second).isEmpty(); i++) {
            Thread.sleep(100);
        }

        assertThat(reason(second)).isEqualTo("acme-production and 4 more run its release");
    }
}
