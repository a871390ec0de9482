package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.ItemGroup;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.rollout.demo.DemoFleet;
import io.jenkins.plugins.rollout.demo.DemoPrometheus;
import io.jenkins.plugins.rollout.jenkins.Fleet;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.springframework.security.core.Authentication;

/** With what a wave is measured in the background: as the build, and where its pipeline said that servers are. */
public class WatchTest {
    private static final String ROLLOUT = """
            rollout(service: 'billing', version: '4.2.0', environments: ['production'], onPartial: 'continue',
                strategy: canary(first: 1, failureBudget: 1), maxParallel: 1, background: true, interval: '100ms',
                checks: [httpCheck(path: '/health/{version}', credentialsId: 'token')]) {
                if (it.action == 'deploy' && it.customer == 'borealis') { semaphore '%s' }
            }
            """;

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @ClassRule
    public static final Fleet FLEET = new Fleet();

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    static {
        JENKINS.timeout = 900;
    }

    @Before
    public void everybodyHasTheEarlierRelease() throws Exception {
        FLEET.install();
        Builds.everybodyHas(JENKINS, "4.1.0");
        SystemCredentialsProvider.getInstance()
                .setDomainCredentialsMap(Map.of(
                        Domain.global(),
                        List.of(new StringCredentialsImpl(
                                CredentialsScope.GLOBAL, "token", "", Secret.fromString("t0psecret")))));
    }

    private static WorkflowRun inTheSecondWave(String semaphore) throws Exception {
        WorkflowRun build = Builds.start(JENKINS, ROLLOUT.formatted(semaphore));
        SemaphoreStep.waitForStart(semaphore + "/1", build);
        return build;
    }

    @Test
    public void itHasTheBuildsCredentials() throws Exception {
        WorkflowRun build = inTheSecondWave("credentials");
        int before = FLEET.authorizations().size();

        Builds.await(
                "acme is asked in the background", () -> FLEET.authorizations().size() > before + 3);

        assertThat(FLEET.authorizations()).containsOnly("Bearer t0psecret");
        build.doStop();
        Builds.ended(JENKINS, Result.ABORTED, build);
    }

    @Test
    public void itSaysOnceThatItFailedAndGoesOn() throws Exception {
        Broken.failures = 2;

        WorkflowRun build = inTheSecondWave("broken");
        JENKINS.waitForMessage("in the background goes on after a failure: IllegalStateException: no store", build);
        FLEET.failsWith("acme", "4.2.0");
        JENKINS.waitForMessage("acme-production: found unhealthy after wave 1 had passed: ", build);
        SemaphoreStep.success("broken/1", null);

        Builds.ended(JENKINS, Result.SUCCESS, build);
        assertThat(JenkinsRule.getLog(build).lines().filter(line -> line.contains("goes on after a failure")))
                .hasSize(1);
    }

    /** A store of credentials that is out of order, for whoever watches only. */
    @TestExtension
    public static final class Broken extends CredentialsProvider {
        private static volatile int failures;

        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                Class<C> type, ItemGroup group, Authentication who, List<DomainRequirement> requirements) {
            boolean isWatch = StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().endsWith(".BackgroundWatch")));
            if (isWatch && failures > 0) {
                failures--;
                throw new IllegalStateException("no store");
            }
            return List.of();
        }
    }

    /** The variable is there while the rollout is planned and judged, and nowhere between the steps. */
    @Test
    public void itAsksTheServerThatThePipelineNamed() throws Exception {
        assumeTrue("there is no prometheus on the PATH", DemoPrometheus.isInstalled());
        try (DemoFleet demo = DemoFleet.start(FOLDER.newFolder().toPath(), Clock.systemUTC());
                DemoPrometheus prometheus = DemoPrometheus.start(demo)) {
            long now = Instant.now().getEpochSecond();
            WorkflowRun build = Builds.start(JENKINS, """
                    withEnv(['ROLLOUT_PROMETHEUS_URL=%s']) {
                        def plan = planRollout(service: 'billing', version: '4.2.0', environments: 'production',
                            strategy: canary(first: 1), background: true, interval: '200ms',
                            checks: [prometheusCheck(name: 'age', query: 'time() - %d', successCondition: 'result < 25')])
                        deployToInstances(wave: 1) { }
                        healthGate(wave: 1)
                    }
                    semaphore 'metrics'
                    """.formatted(prometheus.url(), now));

            JENKINS.waitForMessage("acme-production: found unhealthy after wave 1 had passed: age: result is 2", build);

            build.doStop();
            Builds.ended(JENKINS, Result.ABORTED, build);
        }
    }
}
