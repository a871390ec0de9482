package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.FilePath;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.util.Secret;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.Fleet;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import io.jenkins.plugins.rollout.rollout.WaveProgress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Gates over instances that answer. */
public class HealthGateStepTest {
    private static final String SECRET = "t0psecret-7f3a";

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @ClassRule
    public static final Fleet FLEET = new Fleet();

    private static DumbSlave agent;

    @Before
    public void site() throws Exception {
        FLEET.install();
        if (agent == null) {
            agent = JENKINS.createOnlineSlave();
            agent.setLabelString("agent");
        }
    }

    private static WorkflowRun run(Result result, String script) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return JENKINS.buildAndAssertStatus(result, job);
    }

    /** A canary of one customer, then the two others. */
    private static String plan(String further) {
        return "def plan = planRollout(service: 'billing', version: '4.2.0', environments: 'production', "
                + "strategy: canary(first: 1)" + further + ")\n";
    }

    private static final String CHECKED = ", checks: [httpCheck(path: '/health')]";

    private static Rollout rollout(WorkflowRun build) {
        return BuildRollouts.load(RolloutAction.of(build).get(0));
    }

    private static WaveProgress wave(WorkflowRun build, int number) {
        return rollout(build).waves().get(number - 1);
    }

    @Test
    public void aWaveThatIsWellPasses() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                plan(", checks: [httpCheck(path: '/health')], samples: 3, interval: '10ms'")
                        + "pretendDeploy()\n"
                        + "echo 'verdict ' + healthGate(wave: plan.waves[0])\n"
                        + "pretendDeploy()\n"
                        + "echo 'verdict ' + healthGate(2)");

        JENKINS.assertLogContains("verdict pass", build);
        JENKINS.assertLogContains("wave 2: pass, all 2 instances are healthy", build);
        JENKINS.assertLogContains("measuring wave 1 (acme-production): http /health, 3 times, every 10ms", build);
        JENKINS.assertLogContains("acme-production: found healthy: all 3 measurements passed", build);
        assertThat(FLEET.asked()).hasSize(9).startsWith("acme", "acme", "acme");
    }

    @Test
    public void whatWasMeasuredIsKept() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                plan(", checks: [httpCheck(path: '/health')], samples: 2, interval: '10ms'")
                        + "pretendDeploy()\nhealthGate(1)");

        String id = RolloutAction.of(build).get(0);
        assertThat(ControllerLedger.get().ledger().eventsOf(id, "acme-production"))
                .filteredOn(event -> event.event().getClass().getSimpleName().equals("InstanceMeasured"))
                .hasSize(2);
    }

    @Test
    public void aSickWaveFailsTheStepWithTheReason() throws Exception {
        FLEET.answers("acme", 503);

        WorkflowRun build = run(Result.FAILURE, plan(CHECKED) + "pretendDeploy()\nhealthGate(wave: 1)");

        JENKINS.assertLogContains("acme-production: found unhealthy: http /health: answered 503", build);
        JENKINS.assertLogContains("ERROR: wave 1 failed its gate: 1 of 1 instance bad: acme-production:", build);
        assertThat(wave(build, 1).verdict()).contains(Verdict.FAIL);
    }

    @Test
    public void aSickWaveIsToldWhereTheStepMustNotFail() throws Exception {
        FLEET.answers("acme", 503);

        WorkflowRun build = run(
                Result.SUCCESS,
                plan(CHECKED) + "pretendDeploy()\necho 'verdict ' + healthGate(wave: 1, failStep: false)");

        JENKINS.assertLogContains("verdict fail", build);
    }

    @Test
    public void aFailedDeploymentFailsTheWaveThoughItIsNotMeasured() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                plan(CHECKED) + "pretendDeploy(fail: ['acme-production'])\n"
                        + "echo 'verdict ' + healthGate(wave: 1, failStep: false)");

        JENKINS.assertLogContains("verdict fail", build);
        assertThat(FLEET.asked()).isEmpty();
    }

    @Test
    public void whatCanNotBeMeasuredIsInconclusive() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                plan(", checks: [httpCheck(path: '/health', credentialsId: 'nobody')]")
                        + "pretendDeploy()\necho 'verdict ' + healthGate(wave: 1)\n"
                        + "def next = rolloutNext(rollout: plan.id, wait: false)\n"
                        + "echo \"${next.action}: ${next.question}\"");

        JENKINS.assertLogContains("verdict inconclusive", build);
        JENKINS.assertLogContains("there are no credentials 'nobody' that this build may use", build);
        JENKINS.assertLogContains("approve: wave 1 (production, canary) could not be judged", build);
        assertThat(FLEET.asked()).isEmpty();
    }

    @Test
    public void aGateMayHaveChecksOfItsOwn() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                plan("") + "pretendDeploy()\n"
                        + "echo 'verdict ' + healthGate(wave: 1, failStep: false, checks: [httpCheck(path: '/x', status: 404)])");

        JENKINS.assertLogContains("verdict fail", build);
    }

    @Test
    public void whoeverWatchesTheLogSeesWhatTheDocumentationShows() throws Exception {
        FLEET.answers("cygnus", 503);
        String example = Files.readString(Path.of("docs/pipeline.md"))
                .replaceFirst("(?s).*```text\\n(measuring wave 2 .*?)```.*", "$1");

        WorkflowRun build = run(
                Result.SUCCESS,
                plan(CHECKED + ", samples: 5, interval: '300ms'").replace("first: 1", "first: 1, failureBudget: 1")
                        + "pretendDeploy()\nhealthGate(1)\npretendDeploy()\nhealthGate(2)");

        String log = JenkinsRule.getLog(build);
        assertThat(timeless(log.substring(log.indexOf("measuring wave 2")))).startsWith(timeless(example));
    }

    private static String timeless(String log) {
        return log.replaceAll("after [0-9]+ ms", "after some ms");
    }

    // What becomes of doubt

    private static final String DOUBTFUL = "checks: [httpCheck(path: '/health', credentialsId: 'nobody')]";

    private static WorkflowRun judged(String planned, String asked) throws Exception {
        return run(
                Result.SUCCESS,
                plan(planned) + "pretendDeploy()\necho 'verdict ' + healthGate(wave: 1, failStep: false" + asked + ")\n"
                        + "echo 'next ' + rolloutNext(rollout: plan.id, wait: false).action");
    }

    @Test
    public void doubtMayCountAsHealth() throws Exception {
        WorkflowRun build = judged(", onInconclusive: 'continue', " + DOUBTFUL, "");

        JENKINS.assertLogContains("verdict pass", build);
        JENKINS.assertLogContains("acme-production: could not be judged: ", build);
        JENKINS.assertLogContains("1 of 1 instance not judged, and the gate goes on all the same: ", build);
        JENKINS.assertLogContains("next deploy", build);
    }

    @Test
    public void doubtMayCountAsHarm() throws Exception {
        WorkflowRun build = judged(", onInconclusive: 'fail', " + DOUBTFUL, "");

        JENKINS.assertLogContains("verdict fail", build);
        JENKINS.assertLogContains("could not be judged, and the gate says 'onInconclusive: fail': ", build);
        JENKINS.assertLogContains("next rollback", build);
    }

    @Test
    public void theGateThatIsAskedSaysWhatBecomesOfDoubt() throws Exception {
        WorkflowRun bolder = judged("", ", onInconclusive: 'continue', " + DOUBTFUL);
        WorkflowRun moreCareful = judged(", onInconclusive: 'continue', " + DOUBTFUL, ", " + DOUBTFUL);

        JENKINS.assertLogContains("verdict pass", bolder);
        JENKINS.assertLogContains("verdict inconclusive", moreCareful);
        JENKINS.assertLogContains("next approve", moreCareful);
    }

    // In the background

    @Test
    public void noAgentIsThereBetweenTheSteps() throws Exception {
        String sentence = "ERROR: 'background: true' asks from the controller, as between the steps no agent is there;"
                + " leave it out, or leave out 'fromAgent: true' and the checks that run commands";

        WorkflowRun fromAgent = run(Result.FAILURE, plan(CHECKED + ", background: true, fromAgent: true"));
        WorkflowRun command =
                run(Result.FAILURE, plan(", background: true, checks: [commandCheck(command: './smoke.sh')]"));

        JENKINS.assertLogContains(sentence, fromAgent);
        assertThat(RolloutAction.of(fromAgent)).isEmpty();
        JENKINS.assertLogContains(sentence, command);
    }

    @Test
    public void whatAnAgentMeasuresIsNotComparedWithWhatTheControllerDoes() throws Exception {
        WorkflowRun build = run(
                Result.FAILURE,
                "node('agent') {\n" + plan(CHECKED + ", background: true")
                        + "pretendDeploy()\nhealthGate(wave: 1, fromAgent: true)\n}");

        JENKINS.assertLogContains(
                "ERROR: planRollout said 'background: true', which asks from the controller; leave 'fromAgent: true'"
                        + " out of healthGate",
                build);
        assertThat(FLEET.asked()).isEmpty();
    }

    // Refusals

    @Test
    public void aWaveThatIsNotDeployedIsRefused() throws Exception {
        WorkflowRun build = run(Result.FAILURE, plan(CHECKED) + "healthGate(wave: 1)");

        JENKINS.assertLogContains(
                "ERROR: wave 1 can't be judged now: it is not wholly deployed; call deployToInstances(wave: 1)", build);
    }

    @Test
    public void aWaveOutOfOrderIsRefused() throws Exception {
        WorkflowRun build = run(Result.FAILURE, plan(CHECKED) + "pretendDeploy()\nhealthGate(wave: 2)");

        JENKINS.assertLogContains(
                "ERROR: wave 2 can't be judged now: wave 1 comes first; call healthGate(wave: 1)", build);
        assertThat(wave(build, 1).verdict()).isEmpty();
    }

    @Test
    public void aWaveIsNotJudgedTwice() throws Exception {
        WorkflowRun build =
                run(Result.FAILURE, plan(CHECKED) + "pretendDeploy()\nhealthGate(wave: 1)\nhealthGate(wave: 1)");

        JENKINS.assertLogContains("ERROR: wave 1 was judged already: pass, 1 instance is healthy", build);
    }

    @Test
    public void aWaveThatThereIsNotIsRefused() throws Exception {
        WorkflowRun build = run(Result.FAILURE, plan(CHECKED) + "healthGate(wave: 7)");

        JENKINS.assertLogContains("has no wave 7; its waves are 1 to 2", build);
    }

    @Test
    public void withoutARolloutThereIsNothingToJudge() throws Exception {
        JENKINS.assertLogContains(
                "this build has no rollout yet; call planRollout first", run(Result.FAILURE, "healthGate(wave: 1)"));
    }

    // Ends

    private static WorkflowRun start(String script) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    @Test
    public void stoppingTheBuildStopsTheMeasurement() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        FLEET.onRequest(asked::countDown);
        WorkflowRun build = start(plan(", checks: [httpCheck(path: '/health')], samples: 1000, interval: '50ms'")
                + "pretendDeploy()\nhealthGate(1)");
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

        build.getExecutor().interrupt(Result.ABORTED);

        JENKINS.assertBuildStatus(Result.ABORTED, JENKINS.waitForCompletion(build));
        assertThat(wave(build, 1).verdict()).isEmpty();
        assertThat(rollout(build).state()).isEqualTo(RolloutState.ABORTED);
    }

    @Test
    public void aPersonWhoAbortsEndsTheMeasurement() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        FLEET.onRequest(asked::countDown);
        WorkflowRun build = start(plan(", checks: [httpCheck(path: '/health')], samples: 1000, interval: '50ms'")
                + "pretendDeploy()\nhealthGate(1)");
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

        BuildRollouts.get().abort(RolloutAction.of(build).get(0), "bob", "enough");

        JENKINS.assertBuildStatus(Result.FAILURE, JENKINS.waitForCompletion(build));
        JENKINS.assertLogContains(
                "ERROR: wave 1 can't be judged now: the rollout ends as aborted, aborted by bob: enough", build);
        assertThat(wave(build, 1).verdict()).isEmpty();
    }

    @Test
    public void aPersonWhoAbortsEndsTheWatching() throws Exception {
        WorkflowRun build =
                start(plan("").replace("first: 1", "first: 1, bake: '1h'") + "pretendDeploy()\nhealthGate(1)");
        JENKINS.waitForMessage("watching wave 1 until", build);

        BuildRollouts.get().abort(RolloutAction.of(build).get(0), "bob", "enough");

        JENKINS.assertBuildStatus(Result.FAILURE, JENKINS.waitForCompletion(build));
        JENKINS.assertLogContains("the rollout ends as aborted, aborted by bob: enough", build);
    }

    // From the agent

    @Test
    public void anAgentAsks() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                "node('agent') {\n" + plan(CHECKED)
                        + "pretendDeploy()\necho 'verdict ' + healthGate(wave: 1, fromAgent: true)\n}");

        JENKINS.assertLogContains("verdict pass", build);
        assertThat(FLEET.asked()).containsExactly("acme");
    }

    @Test
    public void anAgentIsNeeded() throws Exception {
        WorkflowRun build =
                run(Result.FAILURE, plan(CHECKED) + "pretendDeploy()\nhealthGate(wave: 1, fromAgent: true)");

        JENKINS.assertLogContains(
                "ERROR: healthGate(fromAgent: true) asks from an agent; call it inside a node block", build);
    }

    @Test
    public void aCommandRunsInTheWorkspaceOfTheAgent() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                "node('agent') {\n"
                        + plan(", checks: [commandCheck(command: 'echo $ROLLOUT_INSTANCE > asked')], fromAgent: true")
                        + "pretendDeploy()\necho 'verdict ' + healthGate(wave: 1, fromAgent: true)\n}");

        JENKINS.assertLogContains("verdict pass", build);
        FilePath workspace = agent.getWorkspaceFor(build.getParent());
        assertThat(workspace.child("asked").readToString().strip()).isEqualTo("acme-production");
    }

    @Test
    public void aCommandIsRefusedOnTheController() throws Exception {
        String sentence = "a command check runs on an agent, never on the controller; say 'fromAgent: true'";
        String command = "[commandCheck('./smoke.sh')]";

        WorkflowRun planned = run(Result.FAILURE, plan(", checks: " + command));
        WorkflowRun judged =
                run(Result.FAILURE, plan("") + "pretendDeploy()\nhealthGate(wave: 1, checks: " + command + ")");
        WorkflowRun builtIn = run(
                Result.FAILURE,
                "node('built-in') {\n" + plan("") + "pretendDeploy()\nhealthGate(wave: 1, fromAgent: true, checks: "
                        + command + ")\n}");

        JENKINS.assertLogContains(sentence, planned);
        assertThat(RolloutAction.of(planned)).isEmpty();
        JENKINS.assertLogContains(sentence, judged);
        assertThat(wave(judged, 1).verdict()).isEmpty();
        JENKINS.assertLogContains(sentence, builtIn);
    }

    // Credentials

    private static void assertSentAndNowhereElse(String header, String script) throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .addAll(List.of(
                        new StringCredentialsImpl(
                                CredentialsScope.GLOBAL, "token", "", Secret.fromString(SECRET + "\n")),
                        new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "user", "", "ann", SECRET)));

        WorkflowRun build = run(Result.SUCCESS, script);

        assertThat(FLEET.authorizations()).isNotEmpty().containsOnly(header);
        String encoded = header.substring(header.indexOf(' ') + 1);
        assertThat(JenkinsRule.getLog(build)).contains("verdict fail").doesNotContain(SECRET, encoded);
        String id = RolloutAction.of(build).get(0);
        assertThat(ControllerLedger.get()
                        .ledger()
                        .eventsOf(id, "acme-production")
                        .toString())
                .contains("InstanceMeasured")
                .doesNotContain(SECRET, encoded);
        for (FilePath file : new FilePath(build.getRootDir()).list("**")) {
            assertThat(file.read().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .doesNotContain(SECRET, encoded);
        }
    }

    /** The instance repeats what it was sent, and the check quotes what it got instead of what it wanted. */
    private static String quoting(String credentials, String further) {
        return plan(", checks: [httpCheck(path: '/health', json: ['/echo': 'x'], credentialsId: '" + credentials
                        + "')]")
                + "pretendDeploy()\necho 'verdict ' + healthGate(wave: 1, failStep: false" + further + ")\n";
    }

    @Test
    public void aTokenIsSentAndNeverShown() throws Exception {
        assertSentAndNowhereElse("Bearer " + SECRET, quoting("token", ""));
    }

    @Test
    public void aPasswordIsSentAndNeverShown() throws Exception {
        String encoded = java.util.Base64.getEncoder().encodeToString(("ann:" + SECRET).getBytes());
        assertSentAndNowhereElse("Basic " + encoded, quoting("user", ""));
    }

    @Test
    public void anAgentSendsItToo() throws Exception {
        assertSentAndNowhereElse("Bearer " + SECRET, "node('agent') {\n" + quoting("token", ", fromAgent: true") + "}");
    }

    @Test
    public void fromADeclarativePipeline() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                pipeline {
                    agent none
                    stages {
                        stage('Canary') {
                            steps {
                                planRollout(service: 'billing', version: '4.2.0', environments: 'production',
                                    customers: 'all', strategy: canary(first: 1),
                                    checks: [httpCheck(path: '/health')], samples: 2, interval: '10ms', fourEyes: true)
                                pretendDeploy()
                                healthGate(wave: 1)
                            }
                        }
                        stage('The rest') {
                            steps {
                                pretendDeploy()
                                healthGate(wave: 2, samples: 1, checks: [[http: [path: '/health']]])
                            }
                        }
                    }
                }
                """);

        JENKINS.assertLogContains("wave 2: pass", build);
    }
}
