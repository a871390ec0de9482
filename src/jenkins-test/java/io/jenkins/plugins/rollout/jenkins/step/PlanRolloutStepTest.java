package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRegistry;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What planRollout gives to the pipeline, records, and refuses. */
public class PlanRolloutStepTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Before
    public void site() {
        Site.ofFiveCustomers();
    }

    private static WorkflowRun run(Result result, String script) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return JENKINS.buildAndAssertStatus(result, job);
    }

    @Test
    public void givesThePlanToThePipeline() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                def plan = planRollout(service: 'billing', version: '4.2.0', environments: ['production'],
                    strategy: canary(first: '1', then: ['50%']))
                plan.waves.each { echo "wave ${it.number} ${it.instances}" }
                """);

        JENKINS.assertLogContains("wave 1 [acme-production]", build);
        JENKINS.assertLogContains("wave 2 [borealis-production, cygnus-production]", build);
        JENKINS.assertLogContains("wave 3 [dorado-production, everest-production]", build);
    }

    @Test
    public void recordsTheRolloutAndEndsItWithTheBuild() throws Exception {
        WorkflowRun build =
                run(Result.SUCCESS, "planRollout(service: 'billing', version: '4.2.0', environments: ['production'])");

        String id = RolloutAction.of(build).get(0);
        assertThat(BuildRollouts.load(id).state()).isEqualTo(RolloutState.ABORTED);
        assertThat(BuildRegistry.get().driverOf(id)).contains(build);
    }

    @Test
    public void saysWhatIsWrong() throws Exception {
        WorkflowRun build =
                run(Result.FAILURE, "planRollout(service: 'biling', version: '4.2.0', environments: ['production'])");

        JENKINS.assertLogContains("biling", build);
        assertThat(RolloutAction.of(build)).isEmpty();
    }
}
