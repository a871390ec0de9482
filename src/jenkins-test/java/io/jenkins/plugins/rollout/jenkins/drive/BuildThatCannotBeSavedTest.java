package io.jenkins.plugins.rollout.jenkins.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.InvisibleAction;
import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import io.jenkins.plugins.rollout.release.Release;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A rollout whose build can't remember it holds no instance. */
public class BuildThatCannotBeSavedTest {
    private static final String SPEC = "{service: billing, environments: [production], strategy: {allAtOnce: {}}}";

    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    /** Refuses to be written, as a full disk would. */
    private static final class Unwritable extends InvisibleAction {
        private Object writeReplace() {
            throw new IllegalStateException("there is no room");
        }
    }

    @Test
    public void itsRolloutEndsAtOnce() throws Exception {
        Site.ofFiveCustomers();
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("echo 'no more than that'", true));
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.SUCCESS, job);
        build.addAction(new Unwritable());
        RolloutSpec spec = RolloutSpecReader.read(new RolloutSpec.Source("a test", Path.of("/"), SPEC));
        Ledger ledger = ControllerLedger.get().ledger();
        Release release = new Release("billing", "4.2.0", List.of(), "");

        assertThatThrownBy(
                        () -> BuildRollouts.get().begin(build, "unlucky", spec, () -> plan(ledger, spec, release), ""))
                .hasStackTraceContaining("there is no room");

        assertThat(ledger.load("unlucky").finished()).isPresent();
        assertThat(ledger.holders()).isEmpty();
    }

    private static Plan plan(Ledger ledger, RolloutSpec spec, Release release) {
        return new Planner(TopologyConfiguration.get().topology(), ledger).plan(spec, release);
    }
}
