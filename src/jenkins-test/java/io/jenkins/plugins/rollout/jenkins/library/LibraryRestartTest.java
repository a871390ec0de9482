package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.Fleet;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** The controller is restarted in the middle of the library's loop, which goes on to its end with all its blocks. */
public class LibraryRestartTest {
    private static final String BLOCKS = """
            before: { wave -> echo "${wave.name} begins" }, after: { wave -> echo "${wave.name} ends: ${wave.verdict}" },
            onHold: { held -> echo held.message }
            """;

    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public final AllIsSaved saved = new AllIsSaved();

    @Rule
    public final Fleet fleet = new Fleet();

    private static void succeeds(JenkinsRule jenkins, WorkflowRun build) throws Exception {
        Builds.ended(jenkins, Result.SUCCESS, build);
        assertThat(Builds.rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
    }

    @Test
    public void whileBodiesRunAndOthersWait() throws Throwable {
        sessions.then(jenkins -> {
            Site.ofFiveCustomers();
            WorkflowRun build = Builds.start(jenkins, """
                    node {
                        writeFile(file: 'ci/succeeded.txt', text: 'Well done: {service} {version}, {kept} of them')
                        rollout(service: 'billing', version: '4.2.0', environments: ['production'], maxParallel: 2,
                            verify: { echo "${it.name} tested" }, templates: [succeeded: 'ci/succeeded.txt'], %s) {
                            semaphore it.customer
                            echo "brought to ${it.name}"
                        }
                        echo 'to the end'
                    }
                    """.formatted(BLOCKS));
            SemaphoreStep.waitForStart("acme/1", build);
            SemaphoreStep.waitForStart("borealis/1", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = Builds.theOnly();
            assertThat(Builds.state(build, "cygnus-production")).isEqualTo(InstanceState.WAITING);
            for (String customer : List.of("acme", "borealis", "cygnus", "dorado", "everest")) {
                SemaphoreStep.waitForStart(customer + "/1", build);
                SemaphoreStep.success(customer + "/1", null);
            }

            succeeds(jenkins, build);
            jenkins.assertLogContains("brought to everest-production", build);
            jenkins.assertLogContains("everest-production tested", build);
            jenkins.assertLogContains("all ends: pass", build);
            jenkins.assertLogContains("Well done: billing 4.2.0, 5 of them", build);
            jenkins.assertLogContains("to the end", build);
            assertThat(StageList.of(build)).endsWith("Succeeded: 5 of 5\n");
        });
    }

    @Test
    public void whileAWaveIsWatched() throws Throwable {
        sessions.then(jenkins -> {
            fleet.install();
            WorkflowRun build = Builds.start(
                    jenkins, """
                    rollout(service: 'billing', version: '4.2.0', environments: ['production'],
                        strategy: canary(first: 1, bake: '15s'), checks: [httpCheck(path: '/health')], %s) { echo "to ${it.name}" }
                    """.formatted(BLOCKS).replace("canary(first: 1,", "canary(first: 1, then: ['100%'],"));
            jenkins.waitForMessage("watching wave 1", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = Builds.theOnly();

            succeeds(jenkins, build);
            jenkins.assertLogContains("canary ends: pass", build);
            jenkins.assertLogContains("to cygnus-production", build);
        });
    }

    @Test
    public void whileAWaveIsMeasured() throws Throwable {
        CountDownLatch asked = new CountDownLatch(2);
        sessions.then(jenkins -> {
            fleet.install();
            fleet.onRequest(asked::countDown);
            Builds.start(jenkins, """
                    rollout(service: 'billing', version: '4.2.0', environments: ['production'], strategy: canary(first: 1),
                        checks: [httpCheck(path: '/health')], samples: 4, interval: '2s', %s) { echo "to ${it.name}" }
                    """.formatted(BLOCKS));
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        });
        sessions.then(jenkins -> {
            WorkflowRun build = Builds.theOnly();

            succeeds(jenkins, build);
            jenkins.assertLogContains("canary ends: pass", build);
            jenkins.assertLogContains("to 100% ends: pass", build);
        });
    }

    @Test
    public void whileASquadTests() throws Throwable {
        sessions.then(jenkins -> {
            Site.ofFiveCustomers();
            WorkflowRun build = Builds.start(jenkins, """
                    rollout(service: 'billing', version: '4.2.0', environments: ['production'], strategy: canary(first: 2),
                        verify: { semaphore "test-${it.customer}"; echo "${it.name} tested" }, %s) { }
                    """.formatted(BLOCKS));
            SemaphoreStep.waitForStart("test-acme/1", build);
            SemaphoreStep.waitForStart("test-borealis/1", build);
            SemaphoreStep.success("test-acme/1", null);
            jenkins.waitForMessage("acme-production tested", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = Builds.theOnly();
            for (String customer : List.of("borealis", "cygnus", "dorado", "everest")) {
                SemaphoreStep.success("test-" + customer + "/1", null);
            }

            succeeds(jenkins, build);
            jenkins.assertLogContains("borealis-production tested", build);
            jenkins.assertLogContains("everest-production tested", build);
            jenkins.assertLogContains("to 100% ends: pass", build);
        });
    }

    @Test
    public void whileAPersonIsAsked() throws Throwable {
        sessions.then(jenkins -> {
            fleet.install();
            WorkflowRun build = Builds.start(jenkins, """
                    rollout(service: 'billing', version: '4.2.0', environments: ['production'], strategy: canary(first: 1),
                        checks: [httpCheck(path: '/health', credentialsId: 'nobody')], %s) { echo "to ${it.name}" }
                    """.formatted(BLOCKS));
            jenkins.waitForMessage("waits for a person: ", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = Builds.theOnly();
            String id = Builds.rollout(build).id();
            BuildRollouts.get().approve(id, "bob", "seen");
            jenkins.waitForMessage("to cygnus-production", build);
            Builds.await("the second question", () -> Builds.rollout(build).state() == RolloutState.HELD);
            BuildRollouts.get().approve(id, "bob", "seen as well");

            succeeds(jenkins, build);
            jenkins.assertLogContains("canary ends: inconclusive", build);
            jenkins.assertLogContains("billing 4.2.0 waits for a person. ", build);
        });
    }
}
