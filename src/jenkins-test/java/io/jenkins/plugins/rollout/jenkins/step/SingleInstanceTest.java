package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.rollout.InstanceProgress;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Instances that are brought one by one, in the branches of a pipeline's own {@code parallel}. */
public class SingleInstanceTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String BRANCHES = """
            def branches = [:]
            def results = [:]
            for (name in plan.waves[0].instances) {
                def instance = name
                branches[instance] = { results[instance] = deployToInstances(wave: plan.waves[0], instance: instance) { body() } }
            }
            """;
    private static final String JUDGE = "\n" + TestGate.class.getName() + ".judge(currentBuild.rawBuild, plan.id)\n";

    @Before
    public void site() {
        Site.ofFiveCustomers();
    }

    private static String plan(String more) {
        return "def plan = planRollout(service: 'billing', version: '4.2.0', environments: ['production'], " + more
                + ")\n";
    }

    /** All instances of the first wave, each in a branch of its own. */
    private static String parallel(String more, String body) {
        return plan(more) + "def body = { " + body + " }\n" + BRANCHES + "parallel(branches)\n";
    }

    private static WorkflowRun start(String script) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, false));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun run(Result result, String script) throws Exception {
        return JENKINS.assertBuildStatus(result, JENKINS.waitForCompletion(start(script)));
    }

    private static Rollout rollout(Run<?, ?> build) {
        List<String> rollouts = RolloutAction.of(build);
        return BuildRollouts.load(rollouts.get(rollouts.size() - 1));
    }

    private static Map<String, InstanceState> states(Run<?, ?> build) {
        Map<String, InstanceState> states = new TreeMap<>();
        for (InstanceProgress progress : rollout(build).instances()) {
            states.put(progress.name().replace("-production", ""), progress.state());
        }
        return states;
    }

    @Test
    public void bringsAllOfAWaveInTheBranchesOfParallel() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                parallel("strategy: allAtOnce()", "echo \"$ROLLOUT_VERSION on $ROLLOUT_INSTANCE\"")
                        + "echo \"acme: ${results['acme-production']}\""
                        + JUDGE);

        JENKINS.assertLogContains("4.2.0 on everest-production", build);
        JENKINS.assertLogContains("wave:1, deployed:[acme-production], failed:[], skipped:[]]", build);
        assertThat(rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
    }
}
