package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutRequest;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.RolloutSummary;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.topology.Topology;
import java.io.File;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** A controller that is restarted while a rollout is planned, or can't go on with a build that drives one. */
public class PlanThroughRestartTest {
    private static final String SCRIPT = """
            def plan = planRollout(service: 'billing', version: '4.2.0', environments: ['production'])
            semaphore 'planned'
            deployToInstances(wave: 1) { echo "$ROLLOUT_VERSION on $ROLLOUT_INSTANCE" }
            """;

    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    /** A plan that takes its time. */
    public static final class SlowRequest extends RolloutRequest {
        static final CountDownLatch asked = new CountDownLatch(1);
        static volatile CountDownLatch answer = new CountDownLatch(1);

        @Override
        public String mode() {
            return "redeploy";
        }

        @Override
        public String service() {
            return "billing";
        }

        @Override
        public String reason() {
            return "a test";
        }

        @Override
        public Plan plan(Ledger ledger, Topology topology, RolloutSpec spec) {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new Planner(topology, ledger).plan(spec, new Release("billing", "4.2.0", List.of(), ""));
        }
    }

    private static WorkflowJob job(JenkinsRule jenkins) throws Exception {
        Site.ofFiveCustomers();
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "billing");
        job.setDefinition(new CpsFlowDefinition(SCRIPT, true));
        return job;
    }

    private static WorkflowRun theBuild(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("billing", WorkflowJob.class).getBuildByNumber(1);
    }

    @Test
    public void plansOnceWhenRestartedMeanwhile() throws Throwable {
        sessions.then(jenkins -> {
            job(jenkins).scheduleBuild2(0, new SlowRequest()).waitForStart();
            SlowRequest.asked.await();
        });
        SlowRequest.answer = new CountDownLatch(0);
        sessions.then(jenkins -> {
            WorkflowRun build = theBuild(jenkins);
            SemaphoreStep.waitForStart("planned/1", build);
            SemaphoreStep.success("planned/1", null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));

            assertThat(RolloutAction.of(build)).hasSize(1);
            assertThat(ControllerLedger.get().ledger().rollouts()).hasSize(1);
            jenkins.assertLogContains("4.2.0 on everest-production", build);
        });
    }

    @Test
    public void endsTheRolloutOfABuildThatCannotGoOn() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = job(jenkins).scheduleBuild2(0).waitForStart();
            SemaphoreStep.waitForStart("planned/1", build);
        });
        Files.delete(new File(sessions.getHome(), "jobs/billing/builds/1/program.dat").toPath());
        sessions.then(jenkins -> {
            jenkins.waitForCompletion(theBuild(jenkins));
            for (int i = 0;
                    i < 300
                            && ControllerLedger.get()
                                    .ledger()
                                    .holder("acme-production")
                                    .isPresent();
                    i++) {
                Thread.sleep(100);
            }

            assertThat(ControllerLedger.get().ledger().rollouts())
                    .extracting(RolloutSummary::isFinished)
                    .containsExactly(true);
        });
    }
}
