package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.Fleet;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Harm that shows late in a pipeline that is written by hand: with a loop, or with each wave written down. */
public class LateHarmInLoopTest {
    private static final String PLAN = """
            def plan = planRollout(service: 'billing', version: '4.2.0', environments: 'production', maxParallel: 1,
                strategy: canary(first: 1, failureBudget: 1), checks: [httpCheck(path: '/health/{version}')],
                samples: %d, interval: '200ms', background: true)
            """;

    private static final String LOOP = """
            for (def next = rolloutNext(plan.id); !next.finished; next = rolloutNext(plan.id)) {
                echo "to do: ${next.action} ${next.number} ${next.pending}"
                switch (next.action) {
                    case 'deploy':
                        %s
                        def brought = deployToInstances(wave: next.wave) { %s }
                        echo "brought: ${brought.deployed}, left: ${brought.skipped}"
                        break
                    case 'judge':
                        echo "said: ${healthGate(wave: next.wave, failStep: false)}"
                        break
                    case 'rollback':
                        rollbackInstances(rollout: plan.id) { echo "$ROLLOUT_INSTANCE goes back to $ROLLOUT_VERSION" }
                        break
                }
            }
            """;

    private static final String HARM = "acme-production: found unhealthy after wave 1 had passed: ";

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @ClassRule
    public static final Fleet FLEET = new Fleet();

    static {
        JENKINS.timeout = 900;
    }

    @Before
    public void everybodyHasTheEarlierRelease() throws Exception {
        FLEET.install();
        Builds.everybodyHas(JENKINS, "4.1.0");
    }

    private static void acmeFallsSick(WorkflowRun build) throws Exception {
        FLEET.failsWith("acme", "4.2.0");
        JENKINS.waitForMessage(HARM, build);
    }

    private static void didInOrder(WorkflowRun build, String... said) throws Exception {
        Builds.ended(JENKINS, Result.SUCCESS, build);
        List<String> lines = JenkinsRule.getLog(build)
                .lines()
                .filter(line -> line.matches("(to do|brought|said): .*|.* goes back to .*"))
                .toList();
        assertThat(lines).containsExactly(said);
        assertThat(Builds.rollout(build).state()).isEqualTo(RolloutState.PARTIAL);
    }

    @Test
    public void whileAWaveIsDeployed() throws Exception {
        WorkflowRun build = Builds.start(
                JENKINS,
                PLAN.formatted(1) + LOOP.formatted("", "if (env.ROLLOUT_CUSTOMER == 'borealis') { semaphore 'body' }"));
        SemaphoreStep.waitForStart("body/1", build);

        acmeFallsSick(build);
        SemaphoreStep.success("body/1", null);

        didInOrder(
                build,
                "to do: deploy 1 [acme-production]",
                "brought: [acme-production], left: []",
                "to do: judge 1 [acme-production]",
                "said: pass",
                "to do: deploy 2 [borealis-production, cygnus-production]",
                "brought: [borealis-production], left: []",
                "to do: rollback 3 [acme-production]",
                "acme-production goes back to 4.1.0",
                "to do: judge 3 [acme-production]",
                "said: pass",
                "to do: deploy 2 [cygnus-production]",
                "brought: [cygnus-production], left: []",
                "to do: judge 2 [borealis-production, cygnus-production]",
                "said: pass");
    }

    @Test
    public void betweenTheDecisionAndTheStep() throws Exception {
        WorkflowRun build = Builds.start(
                JENKINS,
                PLAN.formatted(1).replace("maxParallel: 1,", "")
                        + LOOP.formatted("if (next.number == 2) { semaphore 'decided' }", ""));
        SemaphoreStep.waitForStart("decided/1", build);

        acmeFallsSick(build);
        SemaphoreStep.success("decided/1", null);
        SemaphoreStep.success("decided/2", null);

        didInOrder(
                build,
                "to do: deploy 1 [acme-production]",
                "brought: [acme-production], left: []",
                "to do: judge 1 [acme-production]",
                "said: pass",
                "to do: deploy 2 [borealis-production, cygnus-production]",
                "brought: [], left: [borealis-production, cygnus-production]",
                "to do: rollback 3 [acme-production]",
                "acme-production goes back to 4.1.0",
                "to do: judge 3 [acme-production]",
                "said: pass",
                "to do: deploy 2 [borealis-production, cygnus-production]",
                "brought: [borealis-production, cygnus-production], left: []",
                "to do: judge 2 [borealis-production, cygnus-production]",
                "said: pass");
        JENKINS.assertLogContains(
                "borealis-production is not begun now: its wave makes way for the way back of acme-production", build);
    }

    @Test
    public void whileAWaveIsMeasured() throws Exception {
        WorkflowRun build =
                Builds.start(JENKINS, PLAN.formatted(20).replace("maxParallel: 1,", "") + LOOP.formatted("", ""));
        JENKINS.waitForMessage("measuring wave 2 ", build);

        acmeFallsSick(build);

        didInOrder(
                build,
                "to do: deploy 1 [acme-production]",
                "brought: [acme-production], left: []",
                "to do: judge 1 [acme-production]",
                "said: pass",
                "to do: deploy 2 [borealis-production, cygnus-production]",
                "brought: [borealis-production, cygnus-production], left: []",
                "to do: judge 2 [borealis-production, cygnus-production]",
                "said: interrupted",
                "to do: rollback 3 [acme-production]",
                "acme-production goes back to 4.1.0",
                "to do: judge 3 [acme-production]",
                "said: pass",
                "to do: judge 2 [borealis-production, cygnus-production]",
                "said: pass");
    }

    /** Where nobody asks rolloutNext, an interruption must not be taken for a verdict. */
    @Test
    public void withoutALoopTheGateFails() throws Exception {
        WorkflowRun build = Builds.start(JENKINS, PLAN.formatted(20).replace("maxParallel: 1,", "") + """
                        for (wave in plan.waves) {
                            deployToInstances(wave: wave) { }
                            healthGate(wave: wave)
                        }
                        """);
        JENKINS.waitForMessage("measuring wave 2 ", build);

        acmeFallsSick(build);

        Builds.ended(JENKINS, Result.FAILURE, build);
        JENKINS.assertLogContains(
                "ERROR: wave 2 is not judged yet: it makes way for the way back of acme-production; call rolloutNext to"
                        + " see what comes next",
                build);
        assertThat(Builds.rollout(build).state()).isEqualTo(RolloutState.ABORTED);
        assertThat(Builds.state(build, "acme-production")).isEqualTo(InstanceState.UNHEALTHY);
    }
}
