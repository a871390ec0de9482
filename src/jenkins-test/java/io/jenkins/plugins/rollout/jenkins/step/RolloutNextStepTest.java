package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.Fleet;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutRequest;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Pipelines that ask what is next, and persons who answer. */
public class RolloutNextStepTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @ClassRule
    public static final Fleet FLEET = new Fleet();

    @Before
    public void site() {
        FLEET.install();
    }

    private static WorkflowJob job(String script) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static Rollout rollout(WorkflowRun build) {
        return BuildRollouts.load(id(build));
    }

    private static String id(WorkflowRun build) {
        return RolloutAction.of(build).get(0);
    }

    static String loop(String strategy, String further) {
        return """
            def plan = planRollout(service: 'billing', version: '4.2.0', environments: 'production',
                strategy: %s, checks: [httpCheck(path: '/health')]%s)
            for (def next = rolloutNext(plan.id); !next.finished; next = rolloutNext(plan.id)) {
                echo "next: ${next.action} ${next.number} ${next.name} ${next.environment} ${next.instances}"
                if (next.action == 'judge') {
                    healthGate(wave: next.wave, failStep: false)
                } else {
                    pretendDeploy()
                }
            }
            def end = rolloutNext(rollout: plan.id)
            echo "end: ${end.action} ${end.outcome}, ${end.why}"
            """.formatted(strategy, further);
    }

    private static WorkflowRun held(String further) throws Exception {
        WorkflowJob job = job(
                loop("canary(first: 1)", ", checks: [httpCheck(path: '/health', credentialsId: 'nobody')]" + further)
                        .replace(", checks: [httpCheck(path: '/health')]", ""));
        User.getById("ann", true);
        WorkflowRun build = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("ann")))
                .waitForStart();
        JENKINS.waitForMessage("could not be judged", build);
        JENKINS.waitForMessage("waits for a person", build);
        return build;
    }

    @Test
    public void aWholeCanary() throws Exception {
        WorkflowRun build = JENKINS.buildAndAssertSuccess(job(loop("canary(first: 1, then: ['50%'])", "")));

        JENKINS.assertLogContains("next: deploy 1 canary production [acme-production]", build);
        JENKINS.assertLogContains("next: judge 1 canary production [acme-production]", build);
        JENKINS.assertLogContains("end: finish succeeded", build);
        assertThat(rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
    }

    @Test
    public void whatIsSickGoesBack() throws Exception {
        FLEET.answers("borealis", 503);

        WorkflowRun build = JENKINS.buildAndAssertSuccess(job(loop("canary(first: 1, failureBudget: 1)", "")));

        JENKINS.assertLogContains("next: rollback 3", build);
        assertThat(rollout(build).waves()).hasSize(3);
        assertThat(rollout(build).finished()).isPresent();
    }

    @Test
    public void aCanaryThatIsRolledBackWhereItHurts() throws Exception {
        String pipeline = """
                def plan = planRollout(service: 'billing', version: 'RELEASE', environments: 'production',
                    strategy: [canary: [first: 1], failureBudget: 1], checks: [[http: [path: '/health/{version}']]])
                for (def next = rolloutNext(plan.id); !next.finished; next = rolloutNext(plan.id)) {
                    switch (next.action) {
                        case 'deploy':
                            deployToInstances(wave: next.wave) { echo "bring ${env.ROLLOUT_VERSION} to ${env.ROLLOUT_INSTANCE}" }
                            break
                        case 'judge':
                            healthGate(wave: next.wave, failStep: false)
                            break
                        case 'rollback':
                            rollbackInstances(rollout: plan.id) { echo "back to ${env.ROLLOUT_VERSION} on ${env.ROLLOUT_INSTANCE}" }
                            break
                    }
                }
                def end = rolloutNext(plan.id)
                echo "end: ${end.outcome}, ${end.why}"
                echo "report: ${end.action} ${end.planAction} ${end.service} ${end.version}, kept ${end.kept.size()} with acme: ${end.kept.contains('acme-production')}"
                end.others.each { echo "other: ${it}" }
                echo "blast radius: ${end.blastRadius * 100 > 0}"
                """;
        JENKINS.assertLogContains(
                "end: succeeded", JENKINS.buildAndAssertSuccess(job(pipeline.replace("RELEASE", "4.1.0"))));
        FLEET.failsWith("borealis", "4.2.0");

        WorkflowRun build = JENKINS.buildAndAssertSuccess(job(pipeline.replace("RELEASE", "4.2.0")));

        JENKINS.assertLogContains("bring 4.2.0 to borealis-production", build);
        JENKINS.assertLogContains("back to 4.1.0 on borealis-production", build);
        JENKINS.assertLogNotContains("back to 4.1.0 on acme-production", build);
        JENKINS.assertLogContains("end: partial", build);
        JENKINS.assertLogContains("report: finish deploy billing 4.2.0, kept 2 with acme: true", build);
        JENKINS.assertLogContains(
                "other: [name:borealis-production, customer:borealis, environment:production, state:rolled-back,"
                        + " version:4.1.0, reason:",
                build);
        JENKINS.assertLogContains("blast radius: true", build);
        assertThat(rollout(build).waves()).hasSize(3).allMatch(wave -> wave.verdict()
                .isPresent());
    }

    @Test
    public void itWaitsWhileAWaveIsWatched() throws Exception {
        WorkflowRun build = JENKINS.buildAndAssertSuccess(job(loop("allAtOnce(bake: '1s')", "")));

        JENKINS.assertLogContains("watching wave 1 until 20", build);
        JENKINS.assertLogContains("end: finish succeeded", build);
    }

    @Test
    public void itTellsWhatItWouldWaitFor() throws Exception {
        WorkflowRun build = JENKINS.buildAndAssertSuccess(job("""
                def plan = planRollout(service: 'billing', version: '4.2.0', environments: 'production',
                    strategy: allAtOnce(bake: '1h'))
                pretendDeploy()
                def next = rolloutNext(rollout: plan.id, wait: false)
                echo "next: ${next.action}, ${next.why}, ${next.until > '2'}, ${next.finished}"
                echo "bake: ${next.bake} of ${next.wave.number} ${next.number} ${next.name} in ${next.environment}, ${next.instances.size()}"
                """));

        JENKINS.assertLogContains("next: wait, watching wave 1, true, false", build);
        JENKINS.assertLogContains("bake: true of 1 1 all in production, 3", build);
    }

    @Test
    public void whatAnAbortedRolloutLeaves() throws Exception {
        WorkflowRun build = JENKINS.buildAndAssertSuccess(job("""
                planRollout(service: 'billing', version: '4.2.0', environments: 'production', strategy: allAtOnce())
                try {
                    timeout(time: 1, unit: 'SECONDS') {
                        deployToInstances(wave: 1) {
                            if (env.ROLLOUT_CUSTOMER == 'acme') {
                                error 'no space'
                            }
                            if (env.ROLLOUT_CUSTOMER == 'borealis') {
                                def waiting = rolloutNext(wait: false)
                                echo "in flight: ${waiting.action} ${waiting.bake} ${waiting.wave}"
                                sleep 60
                            }
                        }
                    }
                } catch (ignored) {
                    echo 'interrupted'
                }
                def end = rolloutNext()
                echo "${end.outcome}, kept ${end.kept}, blast radius ${end.blastRadius > 0}"
                end.others.each { echo "other: ${it.name} ${it.state} '${it.version}' ${it.reason}" }
                """));

        JENKINS.assertLogContains("in flight: wait false null", build);
        JENKINS.assertLogContains("aborted, kept [], blast radius true", build);
        JENKINS.assertLogContains("other: acme-production failed '' no space", build);
        JENKINS.assertLogContains("other: borealis-production failed '' Timeout has been exceeded", build);
        JENKINS.assertLogContains(
                "other: cygnus-production verifying '4.2.0' the rollout ended before it was judged", build);
    }

    @Test
    public void aPersonApproves() throws Exception {
        WorkflowRun build = held("");
        assertThat(rollout(build).state()).isEqualTo(RolloutState.HELD);
        assertThat(build.getLog()).contains("See the rollout");

        BuildRollouts.get().approve(id(build), "bob", "looked at it");
        JENKINS.waitForMessage("next: deploy 2", build);
        JENKINS.waitForMessage("wave 2 (production", build);
        BuildRollouts.get().approve(id(build), "bob", "looked again");

        JENKINS.assertBuildStatusSuccess(JENKINS.waitForCompletion(build));
        assertThat(rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
    }

    @Test
    public void anAnswerToNothingIsRefused() throws Exception {
        WorkflowRun build = held("");
        BuildRollouts.get().abort(id(build), "bob", "enough");

        JENKINS.assertBuildStatusSuccess(JENKINS.waitForCompletion(build));
        JENKINS.assertLogContains("end: finish aborted, aborted by bob: enough", build);
        assertThatThrownBy(() -> BuildRollouts.get().approve(id(build), "bob", ""))
                .hasMessage("rollout " + id(build) + " has ended already: aborted");
        assertThatThrownBy(() -> BuildRollouts.get().abort(id(build), "bob", ""))
                .hasMessage("rollout " + id(build) + " has ended already: aborted");
    }

    @Test
    public void ofTwoAnswersAtOnceOneCounts() throws Exception {
        WorkflowRun build = held("");
        ExecutorService persons = Executors.newFixedThreadPool(8);
        Callable<Boolean> answer = () -> {
            try {
                BuildRollouts.get().approve(id(build), "bob", "");
                return true;
            } catch (RuntimeException refused) {
                return false;
            }
        };
        int accepted = 0;
        for (Future<Boolean> one : persons.invokeAll(java.util.Collections.nCopies(8, answer))) {
            accepted += one.get() ? 1 : 0;
        }
        persons.shutdown();

        assertThat(accepted).isEqualTo(1);
        BuildRollouts.get().abort(id(build), "bob", "");
        JENKINS.waitForCompletion(build);
    }

    @Test
    public void fourEyesAreNotThoseOfTheStarterTwice() throws Exception {
        WorkflowRun build = held(", fourEyes: true");

        for (String starter : List.of("ann", "Ann")) {
            assertThatThrownBy(() -> BuildRollouts.get().approve(id(build), starter, "it's fine"))
                    .hasMessage("rollout " + id(build)
                            + " was started by ann and asks for four eyes; somebody else must approve it");
        }
        BuildRollouts.get().approve(id(build), "bob", "it is");

        JENKINS.waitForMessage("next: deploy 2", build);
        BuildRollouts.get().abort(id(build), "ann", "anybody may");
        JENKINS.waitForCompletion(build);
    }

    @Test
    public void stoppingTheBuildEndsTheRollout() throws Exception {
        WorkflowRun build = held("");

        build.getExecutor().interrupt(Result.ABORTED);

        JENKINS.assertBuildStatus(Result.ABORTED, JENKINS.waitForCompletion(build));
        assertThat(rollout(build).state()).isEqualTo(RolloutState.ABORTED);
        assertThat(rollout(build).abort()).isPresent();
    }

    /** What a person asked for on a page. */
    public static final class Wish extends RolloutRequest {
        @Override
        public String mode() {
            return "rollback";
        }

        @Override
        public String service() {
            return "billing";
        }

        @Override
        public String reason() {
            return "it hurts";
        }

        @Override
        public Plan plan(Ledger ledger, Topology topology, RolloutSpec spec) {
            throw new InvalidInputException("it can't be done any more");
        }
    }

    @Test
    public void modeOfABuildThatCarriesARequest() throws Exception {
        WorkflowRun build = JENKINS.assertBuildStatusSuccess(
                job("echo \"mode ${rolloutMode()} and ${env.ROLLOUT_MODE}\"").scheduleBuild2(0, new Wish()));

        JENKINS.assertLogContains("mode rollback and rollback", build);
    }

    @Test
    public void modeOfAnOrdinaryBuild() throws Exception {
        WorkflowRun build =
                JENKINS.buildAndAssertSuccess(job("echo \"mode ${rolloutMode()} and ${env.ROLLOUT_MODE}\""));

        JENKINS.assertLogContains("mode deploy and null", build);
    }
}
