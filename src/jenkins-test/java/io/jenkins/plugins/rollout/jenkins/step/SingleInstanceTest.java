package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.rollout.InstanceProgress;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
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

    private static List<String> inFlight(Run<?, ?> build) {
        return rollout(build).inFlight().stream()
                .map(one -> one.placement().name().replace("-production", ""))
                .toList();
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 600 && !condition.call(); i++) {
            Thread.sleep(50);
        }
        assertThat(condition.call()).as(what).isTrue();
    }

    /** Waits until that many steps for single instances are under way or wait. */
    private static void awaitSteps(WorkflowRun build, int count) throws Exception {
        await(
                count + " steps",
                () -> build.getExecution().getCurrentExecutions(false).get().stream()
                                .filter(InstanceExecution.class::isInstance)
                                .count()
                        == count);
    }

    private static List<WarningAction> warnings(WorkflowRun build) {
        return new DepthFirstScanner()
                .filteredNodes(build.getExecution(), node -> node.getAction(WarningAction.class) != null).stream()
                        .map(node -> node.getAction(WarningAction.class))
                        .toList();
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
        assertThat(warnings(build)).isEmpty();
    }

    @Test
    public void takesAPlaceAsSoonAsItIsFree() throws Exception {
        WorkflowRun build = start(parallel("maxParallel: 2", "semaphore \"slide-$ROLLOUT_CUSTOMER\"") + JUDGE);
        SemaphoreStep.waitForStart("slide-acme/1", build);
        SemaphoreStep.waitForStart("slide-borealis/1", build);
        awaitSteps(build, 5);
        assertThat(inFlight(build)).containsExactlyInAnyOrder("acme", "borealis");

        SemaphoreStep.success("slide-borealis/1", null);
        SemaphoreStep.waitForStart("slide-cygnus/1", build);
        assertThat(inFlight(build)).containsExactlyInAnyOrder("acme", "cygnus");

        SemaphoreStep.success("slide-cygnus/1", null);
        SemaphoreStep.waitForStart("slide-dorado/1", build);
        assertThat(inFlight(build)).containsExactlyInAnyOrder("acme", "dorado");

        for (String customer : new String[] {"acme", "dorado", "everest"}) {
            SemaphoreStep.success("slide-" + customer + "/1", null);
        }
        JENKINS.assertBuildStatusSuccess(JENKINS.waitForCompletion(build));
        assertThat(rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
    }

    @Test
    public void bringsThoseThatWaitInTheOrderOfTheWave() throws Exception {
        String reversed = BRANCHES.replace("instances)", "instances.reverse())");
        WorkflowRun build = start(plan("maxParallel: 1")
                + "def body = { if (env.ROLLOUT_CUSTOMER == 'everest') { semaphore 'order' }; echo \"now $ROLLOUT_CUSTOMER\" }\n"
                + reversed + "parallel(branches)");
        SemaphoreStep.waitForStart("order/1", build);
        awaitSteps(build, 5);

        SemaphoreStep.success("order/1", null);
        JENKINS.assertBuildStatusSuccess(JENKINS.waitForCompletion(build));

        assertThat(JenkinsRule.getLog(build).lines().filter(line -> line.contains("now ") && !line.contains("echo")))
                .extracting(line -> line.replaceAll(".*now ", ""))
                .containsExactly("everest", "acme", "borealis", "cygnus", "dorado");
    }

    @Test
    public void leavesOutTheRestWhenTheFailureBudgetIsSpent() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                parallel("strategy: allAtOnce(maxParallel: 1, failureBudget: '1')", "error 'no space left'")
                        + "echo \"acme ${results['acme-production']}\"\necho \"everest ${results['everest-production']}\""
                        + JUDGE);

        JENKINS.assertLogContains("failed:[[name:acme-production, reason:no space left]], skipped:[]]", build);
        JENKINS.assertLogContains("deployed:[], failed:[], skipped:[everest-production]]", build);
        JENKINS.assertLogContains(
                "everest-production is left out: the wave's failure budget is spent: 2 instances failed, and 1 may",
                build);
        assertThat(states(build))
                .containsEntry("borealis", InstanceState.FAILED)
                .containsEntry("cygnus", InstanceState.SKIPPED);
        assertThat(warnings(build)).hasSize(2);
        assertThat(warnings(build).get(0).getResult()).isEqualTo(Result.FAILURE);
        assertThat(warnings(build).get(0).getMessage()).endsWith("-production: no space left");
    }

    @Test
    public void refusesWhatCannotBeBrought() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, plan("strategy: canary(first: '2', then: ['100%'])") + """
                def refused(Closure call) { try { call(); error 'it was not refused' } catch (hudson.AbortException e) { echo "refused: ${e.message}" } }
                refused { deployToInstances(wave: 7, instance: 'acme-production') { } }
                refused { deployToInstances(wave: 1, instance: 'acme-prodction') { } }
                refused { deployToInstances(wave: 1, instance: 'everest-production') { } }
                refused { deployToInstances(wave: 2, instance: 'everest-production') { } }
                refused { deployToInstances(service: 'billing', version: '1', environments: 'production', instance: 'acme-production') { } }
                refused { rollbackInstances(instance: 'acme-production') { } }
                deployToInstances(wave: 1, instance: 'acme-production') {
                    refused { deployToInstances(wave: 1, instance: 'acme-production') { } }
                }
                refused { deployToInstances(wave: 1, instance: 'acme-production') { } }
                """);

        JENKINS.assertLogContains("there is no wave 7; it has the waves 1 to 2", build);
        JENKINS.assertLogContains("has no instance 'acme-prodction'; did you mean 'acme-production'?", build);
        JENKINS.assertLogContains("has no instance 'everest-production'; it is in wave 2", build);
        JENKINS.assertLogContains("wave 2 is out of order; next is wave 1 (production, canary)", build);
        JENKINS.assertLogContains("takes an instance of a wave that was planned", build);
        JENKINS.assertLogContains("'acme-production' is not to be rolled back; there is nothing to roll back", build);
        JENKINS.assertLogContains("acme-production is being deployed by another step of this build", build);
        JENKINS.assertLogContains("acme-production was deployed already in wave 1", build);
        assertThat(states(build)).containsEntry("acme", InstanceState.VERIFYING);
    }

    @Test
    public void endsTheRolloutWhenTheBuildIsStopped() throws Exception {
        WorkflowRun build = start(parallel("maxParallel: 1", "sleep 600"));
        JENKINS.waitForMessage("Sleeping for 10 min", build);
        awaitSteps(build, 5);

        build.getExecutor().interrupt(Result.ABORTED, new CauseOfInterruption.UserInterruption("alice"));
        JENKINS.assertBuildStatus(Result.ABORTED, JENKINS.waitForCompletion(build));

        assertThat(rollout(build).state()).isEqualTo(RolloutState.ABORTED);
        assertThat(rollout(build).abort().orElseThrow().by()).isEqualTo("alice");
        assertThat(states(build))
                .containsEntry("acme", InstanceState.FAILED)
                .containsEntry("everest", InstanceState.SKIPPED);
    }

    @Test
    public void letsWhatIsUnderWayEndWhenTheRolloutIsAborted() throws Exception {
        WorkflowRun build = start(parallel("maxParallel: 1", "semaphore 'abort'") + "echo 'all ended'");
        SemaphoreStep.waitForStart("abort/1", build);
        awaitSteps(build, 5);

        BuildRollouts.get().abort(rollout(build).id(), "alice", "enough");
        JENKINS.waitForMessage("everest-production is left out: the rollout was aborted by alice: enough", build);
        awaitSteps(build, 1);
        SemaphoreStep.success("abort/1", null);
        JENKINS.waitForCompletion(build);

        JENKINS.assertLogContains("all ended", build);
        assertThat(rollout(build).state()).isEqualTo(RolloutState.ABORTED);
    }

    @Test
    public void takesOneByOneBackWhenAPersonHasApproved() throws Exception {
        run(Result.SUCCESS, parallel("strategy: allAtOnce()", "echo 'ok'").replace("4.2.0", "4.1.0") + JUDGE);
        WorkflowRun build = start(parallel(
                        "strategy: allAtOnce(failureBudget: '100%', onFailure: 'hold')",
                        "if (env.ROLLOUT_CUSTOMER in ['acme', 'dorado']) { error 'broken' }")
                + JUDGE + """
                rolloutNext()
                def next = rolloutNext()
                def back = [:]
                for (name in next.instances) {
                    def instance = name
                    back[instance] = { echo "back: ${rollbackInstances(instance: instance) { echo "$ROLLOUT_ACTION $ROLLOUT_INSTANCE to $ROLLOUT_VERSION" }}" }
                }
                parallel(back)
                """ + JUDGE);
        JENKINS.waitForMessage("waits for a person", build);
        BuildRollouts.get().approve(rollout(build).id(), "alice", "go on");
        JENKINS.assertBuildStatusSuccess(JENKINS.waitForCompletion(build));

        JENKINS.assertLogContains("rollback dorado-production to 4.1.0", build);
        JENKINS.assertLogContains("deployed:[acme-production], failed:[], skipped:[], more:false]", build);
        assertThat(states(build))
                .containsEntry("acme", InstanceState.ROLLED_BACK)
                .containsEntry("cygnus", InstanceState.HEALTHY);
    }

    @Test
    public void tellsABodyItsInstance() throws Exception {
        TopologyConfiguration.get().replace("""
                        environments: [{name: production}]
                        services: [{name: billing}]
                        instances:
                          - {name: shared, environment: production, url: 'http://127.0.0.1:1', labels: {region: eu}, variables: {A: b}}
                        """, "for a test");
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(plan("reason: 'a test'") + """
                try { rolloutInstance() } catch (e) { echo "outside: ${e.message}" }
                deployToInstances(wave: plan.waves[0], instance: 'shared') {
                    withEnv(['ROLLOUT_INSTANCE=other']) {
                        def one = rolloutInstance()
                        echo "is ${one.name} of '${one.customer}' in ${one.environment} at ${one.url}: ${one.action} ${one.service} ${one.version} over '${one.previousVersion}'"
                        echo "wave ${one.wave} of mine: ${one.rollout == plan.id}, ${one.labels.region} ${one.variables.A}"
                    }
                }
                """, true));
        WorkflowRun build = JENKINS.buildAndAssertStatus(Result.SUCCESS, job);

        JENKINS.assertLogContains("outside: there is no instance here; call rolloutInstance inside of", build);
        JENKINS.assertLogContains(
                "is shared of '' in production at http://127.0.0.1:1: deploy billing 4.2.0 over ''", build);
        JENKINS.assertLogContains("wave 1 of mine: true, eu b", build);
        assertThat(ScriptApproval.get().getPendingScripts()).isEmpty();
        assertThat(ScriptApproval.get().getPendingSignatures()).isEmpty();
    }

    @Test
    public void marksTheStepOfAWaveAndAGateThatFailed() throws Exception {
        TopologyConfiguration.get().replace("""
                        environments: [{name: production}]
                        services: [{name: billing}]
                        instances:
                          - {name: acme-production, environment: production, url: 'http://127.0.0.1:1'}
                          - {name: cygnus-production, environment: production, url: 'http://127.0.0.1:1'}
                        """, "for a test");

        WorkflowRun build = run(
                Result.SUCCESS,
                plan("strategy: allAtOnce(failureBudget: '1'), samples: 1, checks: [httpCheck(path: '/never')]")
                        + "deployToInstances(wave: 1) { if (env.ROLLOUT_INSTANCE == 'acme-production') { error 'broken' } }\n"
                        + "echo healthGate(wave: 1, failStep: false)");

        assertThat(warnings(build))
                .extracting(WarningAction::getMessage)
                .anySatisfy(message -> assertThat(message).isEqualTo("acme-production: broken"))
                .hasSize(2);
    }

    @Test
    public void refusesTwoLimitsThatDiffer() throws Exception {
        WorkflowRun build = run(Result.FAILURE, plan("strategy: canary(first: 1, maxParallel: 2), maxParallel: 3"));

        JENKINS.assertLogContains("planRollout says 'maxParallel' 3, and its strategy 2; leave one of them out", build);
    }

    @Test
    public void brings200InstancesInBranches() throws Exception {
        StringBuilder instances = new StringBuilder();
        for (int i = 1; i <= 200; i++) {
            instances.append("  - {name: i").append(i).append(", environment: production}\n");
        }
        TopologyConfiguration.get()
                .replace(
                        "environments: [{name: production}]\nservices: [{name: billing}]\ninstances:\n" + instances,
                        "for a test");

        WorkflowRun all = run(Result.SUCCESS, parallel("strategy: allAtOnce()", "echo 'ok'") + JUDGE);
        WorkflowRun few = run(Result.SUCCESS, parallel("maxParallel: 20", "echo 'ok'") + JUDGE);
        WorkflowRun byHand = run(
                Result.SUCCESS,
                parallel("strategy: allAtOnce()", "echo 'ok'")
                        .replace("deployToInstances(wave: plan.waves[0], instance: instance)", "timeout(1)"));
        WorkflowRun wave =
                run(Result.SUCCESS, plan("maxParallel: 0") + "deployToInstances(wave: 1) { echo 'ok' }" + JUDGE);

        System.out.println("200 instances: in branches " + all.getDuration() + " ms, 20 at once " + few.getDuration()
                + " ms, by hand " + byHand.getDuration() + " ms, as a wave " + wave.getDuration() + " ms");
        assertThat(states(all).values()).hasSize(200).containsOnly(InstanceState.HEALTHY);
        assertThat(states(few).values()).hasSize(200).containsOnly(InstanceState.HEALTHY);
    }

    @Test
    public void isMadeByTheSnippetGenerator() throws Exception {
        SnippetizerTester snippetizer = new SnippetizerTester(JENKINS);
        DeployToInstancesStep one = new DeployToInstancesStep();
        one.setWave(2);
        one.setInstance("acme-production");
        RollbackInstancesStep back = new RollbackInstancesStep();
        back.setInstance("acme-production");

        snippetizer.assertRoundTrip(
                one, "deployToInstances(instance: 'acme-production', wave: 2) {\n    // some block\n}");
        snippetizer.assertRoundTrip(back, "rollbackInstances(instance: 'acme-production') {\n    // some block\n}");
        snippetizer.assertRoundTrip(new RolloutInstanceStep(), "rolloutInstance()");
    }
}
