package io.jenkins.plugins.rollout.jenkins.request;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Messages;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskDispatcher;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;
import org.jvnet.hudson.test.TestExtension;

/** A request that waits in the queue outlives a restart, and is still the only one of its kind. */
public class RequestRestartTest {
    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    /** Lets nothing leave the queue. */
    @TestExtension("waitsInTheQueueThroughARestart")
    public static final class Closed extends QueueTaskDispatcher {
        private static volatile boolean isClosed;

        @Override
        public CauseOfBlockage canRun(Queue.Item item) {
            return isClosed ? CauseOfBlockage.fromMessage(Messages._Queue_Unknown()) : null;
        }
    }

    private static WorkflowJob job(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("billing", WorkflowJob.class);
    }

    private static Asked ask(WorkflowRun source, String reason) throws Exception {
        Offer offer = Offer.of(Kind.ROLLBACK, source, RequestForm.rollout(source, ""), "");
        List<Row> chosen = Offer.chosen(Kind.ROLLBACK, offer.rows(), Optional.of(List.of("acme-production")));
        return Requests.ask(source, offer.requestFor(chosen, reason, "ann"));
    }

    @Test
    public void waitsInTheQueueThroughARestart() throws Throwable {
        sessions.then(jenkins -> {
            Played.site();
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "billing");
            Played.rolledOut(job, "r-1", "4.1.0");
            WorkflowRun source = Played.rolledOut(job, "r-2", "4.2.0");
            job.setDefinition(new CpsFlowDefinition(
                    "planRollout(service: 'billing', version: '9', environments: ['production'])", true));
            Closed.isClosed = true;

            assertThat(ask(source, "first").isNew()).isTrue();
        });
        sessions.then(jenkins -> {
            WorkflowRun source = job(jenkins).getBuildByNumber(2);
            assertThat(Queue.getInstance().getItems(job(jenkins))).hasSize(1);
            assertThat(ask(source, "second").isNew()).isFalse();
            Closed.isClosed = false;
            Queue.getInstance().scheduleMaintenance();
            jenkins.waitUntilNoActivity();

            WorkflowRun back = job(jenkins).getBuildByNumber(3);
            assertThat(job(jenkins).getLastBuild()).isEqualTo(back);
            jenkins.assertBuildStatusSuccess(back);
            assertThat(back.getCauses().get(0).getShortDescription()).isEqualTo("Rolled back billing #2 by ann: first");
            assertThat(BuildRollouts.load(RolloutAction.of(back).get(0)).plan().placements())
                    .extracting(placement -> placement.name())
                    .containsExactly("acme-production");
            assertThat(BuildRequests.of(source).entries())
                    .extracting(BuildRequests.Entry::number)
                    .containsExactly(3);
        });
    }

    @Test
    public void keepsBuildsThroughARestart() throws Throwable {
        sessions.then(jenkins -> {
            Played.site();
            Played.rolledOut(jenkins.createProject(WorkflowJob.class, "billing"), "r-1", "4.1.0");
            ReleaseKeeper.get().look();
        });
        sessions.then(jenkins -> {
            WorkflowRun build = job(jenkins).getBuildByNumber(1);
            assertThat(build.getAction(KeptRelease.class).getReason()).contains("acme-production and 4 more");
            Played.rolledOut(job(jenkins), "r-2", "4.2.0");
            Played.rolledOut(job(jenkins), "r-3", "4.3.0");

            ReleaseKeeper.get().look();

            assertThat(build.isKeepLog()).isFalse();
        });
    }
}
