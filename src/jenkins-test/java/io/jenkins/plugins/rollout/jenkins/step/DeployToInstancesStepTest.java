package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.InstanceBranchAction;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.rollout.InstanceProgress;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A wave in a pipeline: its branches, what they see, what becomes of failures, and what is refused. */
public class DeployToInstancesStepTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String PLAN =
            "def plan = planRollout(service: 'billing', version: '4.2.0', environments: ['production']";
    private static final String TWO_WAVES = PLAN + ", strategy: canary(first: '2', then: ['100%']))\n";
    private static final String ONE_WAVE = PLAN + ")\n";
    private static final String JUDGE = "\n" + TestGate.class.getName() + ".judge(currentBuild.rawBuild, plan.id)\n";

    @Before
    public void site() {
        Site.ofFiveCustomers();
    }

    private static WorkflowRun run(Result result, String script) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, false));
        return JENKINS.buildAndAssertStatus(result, job);
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
    public void runsItsBodyForEachInstanceOfTheWaveWithTheInstancesEnvironment() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, TWO_WAVES + """
                        deployToInstances(wave: 1) {
                            echo "$ROLLOUT_ACTION $ROLLOUT_VERSION of $ROLLOUT_SERVICE on $ROLLOUT_INSTANCE for $ROLLOUT_CUSTOMER, wave $ROLLOUT_WAVE"
                        }
                        """);

        JENKINS.assertLogContains("deploy 4.2.0 of billing on acme-production for acme, wave 1", build);
        JENKINS.assertLogContains("deploy 4.2.0 of billing on borealis-production for borealis, wave 1", build);
        JENKINS.assertLogNotContains("on cygnus-production", build);
    }

    @Test
    public void bringsWaveAfterWaveAsTheyStandInThePlan() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                TWO_WAVES
                        + "for (wave in plan.waves) { def done = deployToInstances(wave: wave) { echo 'ok' }\n"
                        + "echo \"wave ${done.wave} brought ${done.deployed} failed ${done.failed}\""
                        + JUDGE
                        + "}");

        JENKINS.assertLogContains("wave 1 brought [acme-production, borealis-production] failed []", build);
        assertThat(rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
    }

    @Test
    public void failsAnInstanceAndNotThePipelineWhenABodyFails() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, ONE_WAVE + """
                        def done = deployToInstances(wave: 1) {
                            if (env.ROLLOUT_CUSTOMER == 'cygnus') { error 'no space left' }
                        }
                        echo "failed: ${done.failed}"
                        """);

        JENKINS.assertLogContains("cygnus-production failed: no space left", build);
        JENKINS.assertLogContains("failed: [[name:cygnus-production, reason:no space left]]", build);
        assertThat(rollout(build).instance("cygnus-production").orElseThrow().reason())
                .isEqualTo("no space left");
        assertThat(states(build)).containsEntry("acme", InstanceState.VERIFYING);
    }

    @Test
    public void takesATimeoutInABodyAsAFailureOfItsInstance() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, ONE_WAVE + """
                        deployToInstances(wave: 1) {
                            if (env.ROLLOUT_CUSTOMER == 'dorado') {
                                timeout(time: 1, unit: 'MILLISECONDS') { sleep 60 }
                            }
                        }
                        """);

        assertThat(states(build))
                .containsEntry("dorado", InstanceState.FAILED)
                .containsEntry("acme", InstanceState.VERIFYING);
        assertThat(rollout(build).instance("dorado-production").orElseThrow().reason())
                .contains("Timeout");
    }

    @Test
    public void namesEachBranchAfterItsInstance() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, TWO_WAVES + "deployToInstances(wave: 1) { echo 'ok' }");

        List<FlowNode> branches = new DepthFirstScanner()
                .filteredNodes(build.getExecution(), node -> node.getAction(ThreadNameAction.class) != null);
        assertThat(branches)
                .extracting(node -> node.getAction(ThreadNameAction.class).getThreadName())
                .containsExactlyInAnyOrder("acme-production", "borealis-production");
        InstanceBranchAction action = branches.get(0).getAction(InstanceBranchAction.class);
        assertThat(action.getRollout()).isEqualTo(rollout(build).id());
        assertThat(action.getWave()).isEqualTo(1);
        assertThat(action.getAttempt()).isEqualTo(1);
        JENKINS.assertLogContains("[Pipeline] { (Branch: acme-production)", build);
    }

    @Test
    public void refusesAWaveOutOfOrder() throws Exception {
        WorkflowRun build = run(Result.FAILURE, TWO_WAVES + "deployToInstances(wave: 2) { echo 'never' }");

        JENKINS.assertLogContains("wave 2 is out of order; next is wave 1 (production, canary)", build);
        JENKINS.assertLogNotContains("never", build);
    }

    @Test
    public void refusesAWaveBeforeTheOneBeforeWasJudged() throws Exception {
        WorkflowRun build = run(
                Result.FAILURE,
                TWO_WAVES + "deployToInstances(wave: 1) { echo 'ok' }\ndeployToInstances(wave: 2) { echo 'never' }");

        JENKINS.assertLogContains("wave 2 can't begin: wave 1 (production, canary) was not judged yet", build);
        JENKINS.assertLogContains("call healthGate(wave: 1)", build);
        JENKINS.assertLogNotContains("never", build);
    }

    @Test
    public void refusesAWaveThatWasDeployedAlready() throws Exception {
        WorkflowRun build = run(Result.FAILURE, TWO_WAVES + "2.times { deployToInstances(wave: 1) { echo 'ok' } }");

        JENKINS.assertLogContains("wave 1 was deployed already", build);
    }

    @Test
    public void refusesAWaveThatDoesNotExist() throws Exception {
        WorkflowRun build = run(Result.FAILURE, ONE_WAVE + "deployToInstances(wave: 7) { echo 'never' }");

        JENKINS.assertLogContains("there is no wave 7", build);
    }

    @Test
    public void rollsBackWhatFailedToWhatItHadBefore() throws Exception {
        String bring = TWO_WAVES.replace("4.2.0", "4.1.0")
                + "for (wave in plan.waves) { deployToInstances(wave: wave) { echo 'ok' }" + JUDGE + "}";
        run(Result.SUCCESS, bring);

        WorkflowRun build = run(Result.SUCCESS, TWO_WAVES + """
                        deployToInstances(wave: 1) { if (env.ROLLOUT_CUSTOMER == 'acme') { error 'broken' } }
                        """ + JUDGE + """
                        def back = rollbackInstances(rollout: plan.id) { echo "$ROLLOUT_ACTION $ROLLOUT_INSTANCE to $ROLLOUT_VERSION" }
                        echo "back: ${back.deployed} more: ${back.more}"
                        """ + JUDGE);

        JENKINS.assertLogContains("rollback acme-production to 4.1.0", build);
        JENKINS.assertLogContains("back: [acme-production] more: false", build);
        assertThat(states(build)).containsEntry("acme", InstanceState.ROLLED_BACK);
        assertThat(rollout(build).state()).isEqualTo(RolloutState.ROLLED_BACK);
    }

    @Test
    public void refusesARollbackWhenThereIsNothingToRollBack() throws Exception {
        WorkflowRun build = run(Result.FAILURE, ONE_WAVE + "rollbackInstances { echo 'never' }");

        JENKINS.assertLogContains("there is nothing to roll back; next is wave 1 (production, all)", build);
    }

    @Test
    public void endsTheRolloutWhenTheBuildIsStopped() throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(ONE_WAVE + "deployToInstances(wave: 1) { sleep 600 }", false));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        JENKINS.waitForMessage("Sleeping for 10 min", build);

        build.getExecutor().interrupt(Result.ABORTED, new CauseOfInterruption.UserInterruption("alice"));
        JENKINS.assertBuildStatus(Result.ABORTED, JENKINS.waitForCompletion(build));

        assertThat(rollout(build).state()).isEqualTo(RolloutState.ABORTED);
        assertThat(rollout(build).abort().orElseThrow().by()).isEqualTo("alice");
        assertThat(states(build).values()).containsOnly(InstanceState.FAILED);
    }

    @Test
    public void endsTheRolloutWhenATimeoutAroundItIsOver() throws Exception {
        WorkflowRun build = run(
                Result.ABORTED,
                ONE_WAVE + "timeout(time: 2, unit: 'SECONDS') { deployToInstances(wave: 1) { sleep 600 } }");

        assertThat(rollout(build).state()).isEqualTo(RolloutState.ABORTED);
        assertThat(rollout(build).abort().orElseThrow().by()).isEqualTo(build.getFullDisplayName());
    }

    @Test
    public void drivesTwoRolloutsOfOneBuild() throws Exception {
        WorkflowRun build = run(Result.FAILURE, """
                def eng = planRollout(service: 'billing', version: '4.2.0', environments: ['production'], customers: ['acme'])
                def other = planRollout(service: 'billing', version: '4.3.0', environments: ['production'], customers: ['cygnus'])
                parallel(
                    a: { deployToInstances(wave: 1, rollout: eng.id) { echo "a brings $ROLLOUT_VERSION to $ROLLOUT_INSTANCE" } },
                    b: { deployToInstances(wave: other.waves[0]) { echo "b brings $ROLLOUT_VERSION to $ROLLOUT_INSTANCE" } })
                deployToInstances(wave: 1) { echo 'never' }
                """);

        JENKINS.assertLogContains("a brings 4.2.0 to acme-production", build);
        JENKINS.assertLogContains("b brings 4.3.0 to cygnus-production", build);
        JENKINS.assertLogContains("more than one rollout that has not ended", build);
        JENKINS.assertLogNotContains("never", build);
    }

    @Test
    public void bringsWhatItSelectsAsASingleWave() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                def done = deployToInstances(service: 'billing', version: '4.2.0', environments: ['production'], customers: ['acme', 'dorado']) {
                    echo "$ROLLOUT_VERSION on $ROLLOUT_INSTANCE"
                }
                echo "brought ${done.deployed}"
                """);

        JENKINS.assertLogContains("brought [acme-production, dorado-production]", build);
        assertThat(rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
        assertThat(states(build)).containsEntry("acme", InstanceState.HEALTHY);
    }

    @Test
    public void failsASingleWaveBeyondItsFailureBudget() throws Exception {
        WorkflowRun build = run(
                Result.FAILURE,
                "deployToInstances(service: 'billing', version: '4.2.0', environments: 'production') { if (env.ROLLOUT_CUSTOMER == 'acme') { error 'broken' } }");

        JENKINS.assertLogContains("failed: [{name=acme-production, reason=broken}]", build);
        assertThat(states(build)).containsEntry("dorado", InstanceState.HEALTHY);
    }

    @Test
    public void needsAWaveOrAService() throws Exception {
        WorkflowRun build = run(Result.FAILURE, "deployToInstances { echo 'never' }");

        JENKINS.assertLogContains("deployToInstances needs a wave", build);
    }

    @Test
    public void stepsInADeclarativePipeline() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                pipeline {
                    agent any
                    stages {
                        stage('Deploy') {
                            steps {
                                planRollout(service: 'billing', version: '4.2.0', environments: ['production'], customers: ['acme'])
                                deployToInstances(wave: 1) { sh 'echo declared $ROLLOUT_INSTANCE' }
                            }
                        }
                        stage('More') {
                            steps {
                                deployToInstances(service: 'billing', version: '4.3.0', environments: ['production'], customers: ['dorado']) {
                                    echo "also $ROLLOUT_INSTANCE"
                                }
                            }
                        }
                    }
                }
                """);

        JENKINS.assertLogContains("declared acme-production", build);
        JENKINS.assertLogContains("also dorado-production", build);
    }

    @Test
    public void passesHostileVariablesAsTheyAre() throws Exception {
        TopologyConfiguration.get().replace("""
                        environments: [{name: production}]
                        services: [{name: billing}]
                        instances:
                          - name: hostile
                            environment: production
                            variables: {GREETING: "'; touch /tmp/x; echo \\"$(id) $HOME ${PATH} %PATH% \\\\ `id`"}
                        """, "for a test");

        WorkflowRun build = run(
                Result.SUCCESS,
                ONE_WAVE
                        + "deployToInstances(wave: 1) { node { sh 'printf \"%s\" \"$GREETING\" > greeting'; echo readFile('greeting') } }");

        JENKINS.assertLogContains("'; touch /tmp/x; echo \"$(id) $HOME ${PATH} %PATH% \\ `id`", build);
    }

    @Test
    public void brings200InstancesAtOnce() throws Exception {
        StringBuilder instances = new StringBuilder();
        for (int i = 1; i <= 200; i++) {
            instances.append("  - {name: i").append(i).append(", environment: production}\n");
        }
        TopologyConfiguration.get()
                .replace(
                        "environments: [{name: production}]\nservices: [{name: billing}]\ninstances:\n" + instances,
                        "for a test");

        WorkflowRun build = run(
                Result.SUCCESS,
                ONE_WAVE
                        + "def done = deployToInstances(wave: 1) { echo 'ok' }; echo \"brought ${done.deployed.size()}\""
                        + JUDGE);

        JENKINS.assertLogContains("brought 200", build);
        assertThat(rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
        assertThat(rollout(build).instances())
                .extracting(InstanceProgress::state)
                .containsOnly(InstanceState.HEALTHY);
        assertThat(new DepthFirstScanner()
                        .filteredNodes(
                                build.getExecution(), node -> node.getAction(InstanceBranchAction.class) != null))
                .hasSize(200);
    }

    @Test
    public void isMadeByTheSnippetGenerator() throws Exception {
        SnippetizerTester snippetizer = new SnippetizerTester(JENKINS);
        DeployToInstancesStep wave = new DeployToInstancesStep();
        wave.setWave(2);
        wave.setRollout("billing-4.2.0");
        DeployToInstancesStep single = new DeployToInstancesStep();
        single.setService("billing");
        single.setVersion("4.2.0");
        single.setEnvironments(List.of("production"));
        single.setArtifact("dist/billing.tgz");
        RollbackInstancesStep back = new RollbackInstancesStep();
        back.setRollout("billing-4.2.0");

        snippetizer.assertRoundTrip(
                wave, "deployToInstances(rollout: 'billing-4.2.0', wave: 2) {\n    // some block\n}");
        snippetizer.assertRoundTrip(
                single,
                "deployToInstances(artifact: 'dist/billing.tgz', environments: ['production'], service: 'billing', version: '4.2.0') {\n    // some block\n}");
        snippetizer.assertRoundTrip(back, "rollbackInstances(rollout: 'billing-4.2.0') {\n    // some block\n}");
    }
}
