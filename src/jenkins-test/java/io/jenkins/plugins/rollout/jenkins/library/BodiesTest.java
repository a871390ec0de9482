package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Whatever a body does, in whatever it is called, its instance bears it and the rollout goes on. */
public class BodiesTest {
    private static final String CALL =
            "rollout(service: 'billing', version: '4.2.0', environments: ['production'], customers: ['acme']) ";
    private static final String ALL =
            "rollout(service: 'billing', version: '4.2.0', environments: ['production'], maxParallel: 2) ";

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final AllIsSaved saved = new AllIsSaved();

    static {
        JENKINS.timeout = 900;
    }

    @Before
    public void site() {
        Site.ofFiveCustomers();
    }

    private static WorkflowRun run(Result result, String script) throws Exception {
        return Builds.run(JENKINS, result, script);
    }

    /** The body of the first release fails; nothing was there before, so nothing can be brought back. */
    private static void failsWith(String body, String reason) throws Exception {
        WorkflowRun build = Builds.start(JENKINS, CALL + body);
        Builds.await(
                "an end or a question",
                () -> !build.isBuilding()
                        || !RolloutAction.of(build).isEmpty()
                                && Builds.rollout(build).state() == RolloutState.HELD);
        if (build.isBuilding()) {
            BuildRollouts.get().abort(Builds.rollout(build).id(), "bob", "for a test");
        }
        Builds.ended(JENKINS, Result.FAILURE, build);
        JENKINS.assertLogContains(reason, build);
        assertThat(Builds.state(build, "acme-production")).isNotEqualTo(InstanceState.HEALTHY);
    }

    @Test
    public void mayTakeNothing() throws Exception {
        JENKINS.assertLogContains("brought", run(Result.SUCCESS, CALL + "{ echo 'brought' }"));
        JENKINS.assertLogContains("brought", run(Result.SUCCESS, CALL + "{ -> echo 'brought' }"));
    }

    @Test
    public void mayTakeTheInstance() throws Exception {
        JENKINS.assertLogContains("to acme-production", run(Result.SUCCESS, CALL + "{ echo \"to ${it.name}\" }"));
        JENKINS.assertLogContains("to acme-production", run(Result.SUCCESS, CALL + "{ i -> echo \"to ${i.name}\" }"));
        JENKINS.assertLogContains(
                "to acme-production", run(Result.SUCCESS, CALL + "{ Map i -> echo \"to ${i.name}\" }"));
    }

    @Test
    public void otherBlocksMayTakeNothingAsWell() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                rollout(service: 'billing', version: '4.2.0', environments: ['production'], customers: ['acme'],
                    before: { -> echo 'before it' }, after: { -> echo 'after it' }, verify: { -> echo 'tested' }) { -> }
                """);

        JENKINS.assertLogContains("before it", build);
        JENKINS.assertLogContains("after it", build);
        JENKINS.assertLogContains("tested", build);
    }

    @Test
    public void mayBeAVariableOrCallAMethod() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                def bring(instance) { echo "method for ${instance.name}" }
                def body = { instance -> echo "variable for ${instance.name}" }
                rollout(service: 'billing', version: '4.1.0', environments: ['production'], customers: ['acme'], body)
                rollout(service: 'billing', version: '4.2.0', environments: ['production'], customers: ['acme'], { bring(it) })
                """);

        JENKINS.assertLogContains("variable for acme-production", build);
        JENKINS.assertLogContains("method for acme-production", build);
    }

    @Test
    public void mayReturnEarly() throws Exception {
        WorkflowRun build =
                run(Result.SUCCESS, CALL + "{ if (it.name) { echo 'early'; return 'x' }; error 'too far' }");

        JENKINS.assertLogNotContains("too far", build);
    }

    @Test
    public void mayThrow() throws Exception {
        failsWith("{ throw new Exception('the disk is full') }", "the disk is full");
    }

    @Test
    public void mayCallError() throws Exception {
        failsWith("{ error 'the disk is full' }", "the disk is full");
    }

    @Test
    public void mayTakeTooLong() throws Exception {
        failsWith("{ timeout(time: 1, unit: 'SECONDS') { sleep 60 } }", "Timeout has been exceeded");
    }

    @Test
    public void mayWarn() throws Exception {
        WorkflowRun build = run(Result.UNSTABLE, CALL + "{ unstable 'a bit slow' }");

        assertThat(Builds.rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
        assertThat(StageList.of(build)).contains("production (unstable)\n  [acme-production] (unstable)\n");
    }

    @Test
    public void mayHaveAnAgentOfItsOwn() throws Exception {
        WorkflowRun build =
                run(Result.SUCCESS, ALL + "{ node { dir('x') { sh 'echo shell for $ROLLOUT_INSTANCE' } } }");

        for (String customer : List.of("acme", "borealis", "cygnus", "dorado", "everest")) {
            JENKINS.assertLogContains("shell for " + customer + "-production", build);
        }
    }

    @Test
    public void mayHaveStagesAndBranches() throws Exception {
        WorkflowRun build =
                run(Result.SUCCESS, CALL + "{ stage('copy') { }; parallel(a: { echo 'in a' }, b: { echo 'in b' }) }");

        assertThat(StageList.of(build))
                .contains("production\n  [acme-production]\n    copy\n    [a]\n    [b]\ngate: production\n");
    }

    @Test
    public void mayBeInsideOfOthers() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                stage('Roll out') {
                    node {
                        dir('somewhere') {
                            withEnv(['COLOUR=blue']) {
                                rollout(service: 'billing', version: '4.2.0', environments: ['production'], customers: ['acme']) {
                                    echo "$COLOUR in ${pwd()}"
                                }
                            }
                        }
                    }
                }
                """);

        JENKINS.assertLogContains("blue in ", build);
        JENKINS.assertLogContains("somewhere", build);
        assertThat(StageList.of(build))
                .startsWith("Roll out\n  Plan billing 4.2.0\n  production\n    [acme-production]\n");
    }

    @Test
    public void whatItSaysIsUnderstoodByTheRestOfTheJenkinsfile() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                def done = []
                def end = rollout(service: 'billing', version: '4.2.0', environments: ['production'], customers: ['acme']) {
                    done << it.name
                }
                echo "${done} ${end.outcome} ${end.kept} ${end.others} ${end.blastRadius}"
                end.kept.each { echo "kept by ${it}" }
                """);

        JENKINS.assertLogContains("[acme-production] succeeded [acme-production] [] 0", build);
        JENKINS.assertLogContains("kept by acme-production", build);
    }

    @Test
    public void asManyAsMayRunAtTheSameTimeAndTheNextWhenOneIsReady() throws Exception {
        WorkflowRun build = Builds.start(JENKINS, ALL + "{ semaphore \"window-${it.customer}\" }");
        SemaphoreStep.waitForStart("window-acme/1", build);
        SemaphoreStep.waitForStart("window-borealis/1", build);
        assertThat(Builds.rollout(build).inFlight()).hasSize(2);
        assertThat(Builds.state(build, "cygnus-production")).isEqualTo(InstanceState.WAITING);

        // The second is slow: the others come all the same, one after the other.
        SemaphoreStep.success("window-acme/1", null);
        for (String customer : List.of("cygnus", "dorado", "everest")) {
            SemaphoreStep.waitForStart("window-" + customer + "/1", build);
            assertThat(Builds.rollout(build).inFlight()).hasSize(2);
            SemaphoreStep.success("window-" + customer + "/1", null);
        }
        SemaphoreStep.success("window-borealis/1", null);

        Builds.ended(JENKINS, Result.SUCCESS, build);
    }

    @Test
    public void twoRolloutsAtTheSameTime() throws Exception {
        TopologyConfiguration.get().replace("""
                        environments: [{name: production}]
                        customers: [{name: acme}, {name: borealis}, {name: cygnus}, {name: dorado}]
                        instanceTemplates: [{name: "{customer}-production", customers: all, environments: [production]}]
                        """, "for a test");

        WorkflowRun build = run(Result.SUCCESS, """
                parallel(
                    mail: {
                        def end = rollout(service: 'mail', customers: ['acme', 'borealis'], version: '1.0', environments: ['production'], strategy: canary(first: 1),
                            verify: { echo "${it.name} sends" }) { echo "${it.service} ${it.version} for ${it.name}" }
                        echo "mail ended: ${end.kept.size()}"
                    },
                    tax: {
                        def end = rollout(service: 'tax', customers: ['cygnus', 'dorado'], version: '2.0', environments: ['production'], strategy: rolling(batch: 1),
                            verify: { echo "${it.name} counts" }) { echo "${it.service} ${it.version} for ${it.name}" }
                        echo "tax ended: ${end.kept.size()}"
                    })
                """);

        JENKINS.assertLogContains("mail ended: 2", build);
        JENKINS.assertLogContains("tax ended: 2", build);
        JENKINS.assertLogContains("mail 1.0 for borealis-production", build);
        JENKINS.assertLogContains("tax 2.0 for dorado-production", build);
        assertThat(RolloutAction.of(build)).hasSize(2);
    }
}
