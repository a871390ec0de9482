package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.jenkins.request.Posts;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds that somebody has started by "Roll back" or "Deploy again" bring what was asked for, and nothing else. */
public class RequestsTest {
    private static final String BODY = "{ i -> echo \"${i.name} ${i.action}: ${readFile(env.ROLLOUT_ARTIFACT)}\" }";
    private static final String BUILD =
            "writeFile(file: 'dist/billing.txt', text: \"content of 4.${env.BUILD_NUMBER}.0\"); echo 'it is being built'";

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final AllIsSaved saved = new AllIsSaved();

    static {
        JENKINS.timeout = 900;
    }

    private WorkflowJob job;
    private WorkflowRun first;
    private WorkflowRun second;

    @Before
    public void site() {
        TopologyConfiguration.get().replace("""
                        environments: [{name: staging}, {name: production, after: [staging]}]
                        customers: [{name: acme}, {name: borealis}]
                        instanceTemplates:
                          - {name: "{customer}-{environment}", customers: all, environments: [staging, production]}
                        """, "for a test");
    }

    /** Two releases of a service that no other test has. */
    private void twoReleases(String jenkinsfile) throws Exception {
        job = JENKINS.createProject(WorkflowJob.class, "service-" + System.nanoTime());
        job.setDefinition(new CpsFlowDefinition(jenkinsfile.replace("SERVICE", job.getName()), true));
        first = Builds.ended(JENKINS, Result.SUCCESS, job.scheduleBuild2(0).waitForStart());
        second = Builds.ended(JENKINS, Result.SUCCESS, job.scheduleBuild2(0).waitForStart());
        JENKINS.assertLogContains("it is being built", second);
        assertThat(runs("acme-production")).isEqualTo("4.2.0");
    }

    private String runs(String instance) {
        return ControllerLedger.get()
                .ledger()
                .of(job.getName())
                .releaseOn(instance)
                .version();
    }

    private WorkflowRun asked(WorkflowRun source, String what, String body) throws Exception {
        int next = job.getNextBuildNumber();
        WebResponse response = Posts.json(JENKINS, "", source.getUrl() + what + "/start", body);
        assertThat(response.getStatusCode()).as(response.getContentAsString()).isEqualTo(201);
        JENKINS.waitUntilNoActivity();
        WorkflowRun build = Builds.ended(JENKINS, Result.SUCCESS, job.getBuildByNumber(next));
        JENKINS.assertLogNotContains("it is being built", build);
        assertThat(RolloutAction.of(build)).hasSize(1);
        assertThat(Builds.rollout(build).state()).isEqualTo(RolloutState.SUCCEEDED);
        return build;
    }

    private void acmeGoesBackAndGetsItAgain() throws Exception {
        WorkflowRun back = asked(second, "rollback", "{\"instances\": [\"acme-production\"], \"reason\": \"taxes\"}");

        JENKINS.assertLogContains("acme-production rollback: content of 4.1.0", back);
        assertThat(StageList.of(back))
                .contains("Plan the way back\n")
                .contains("  [acme-production]\n")
                .doesNotContain("borealis")
                .contains("Way back succeeded: 1 of 1");
        assertThat(runs("acme-production")).isEqualTo("4.1.0");
        assertThat(runs("borealis-production")).isEqualTo("4.2.0");

        WorkflowRun again =
                asked(second, "redeploy", "{\"instances\": [\"acme-production\"], \"reason\": \"all is well\"}");

        JENKINS.assertLogContains("acme-production deploy: content of 4.2.0", again);
        assertThat(StageList.of(again)).contains("Plan the redeployment\n").doesNotContain("borealis");
        assertThat(runs("acme-production")).isEqualTo("4.2.0");
    }

    @Test
    public void rollout() throws Exception {
        twoReleases("""
                node {
                    if (rolloutMode() == 'deploy') { %s }
                    rollout(service: 'SERVICE', version: "4.${env.BUILD_NUMBER}.0", artifact: 'dist/billing.txt',
                        environments: ['staging', 'production'], verify: { echo 'tested' }) %s
                }
                """.formatted(BUILD, BODY));

        acmeGoesBackAndGetsItAgain();
    }

    @Test
    public void promote() throws Exception {
        twoReleases("""
                node {
                    if (rolloutMode() == 'deploy') { %s }
                    promote(service: 'SERVICE', version: "4.${env.BUILD_NUMBER}.0", artifact: 'dist/billing.txt',
                        environments: ['staging', 'production'],
                        between: { from, to -> echo "${from} is well, on to ${to}" }) %s
                }
                """.formatted(BUILD, BODY));
        JENKINS.assertLogContains("staging is well, on to production", second);

        acmeGoesBackAndGetsItAgain();
    }

    @Test
    public void rolloutPipeline() throws Exception {
        twoReleases("""
                rolloutPipeline(service: 'SERVICE', version: { "4.${env.BUILD_NUMBER}.0" }, artifact: 'dist/billing.txt',
                    build: { %s }, promote: ['staging'], environments: ['production']) %s
                """.formatted(BUILD, BODY));
        assertThat(StageList.of(first)).startsWith("Build\nPlan ");

        acmeGoesBackAndGetsItAgain();
    }
}
