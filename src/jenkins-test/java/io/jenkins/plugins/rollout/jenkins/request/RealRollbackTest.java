package io.jenkins.plugins.rollout.jenkins.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The whole way with a pipeline's own steps: two releases, part of the second one taken back, the first one brought again. */
public class RealRollbackTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    static {
        JENKINS.timeout = 900;
    }

    private static final String JENKINSFILE = """
            node('built-in') {
                if (rolloutMode() == 'deploy') {
                    writeFile file: 'dist/billing.txt', text: "content of 4.${env.BUILD_NUMBER}.0"
                }
                def plan = planRollout(service: 'billing', version: "4.${env.BUILD_NUMBER}.0",
                    environments: ['production'], artifact: 'dist/billing.txt')
                for (def next = rolloutNext(plan.id); !next.finished; next = rolloutNext(plan.id)) {
                    if (next.action == 'judge') {
                        healthGate(wave: next.wave)
                    } else {
                        deployToInstances(wave: next.wave) {
                            echo "${env.ROLLOUT_INSTANCE} ${env.ROLLOUT_ACTION}: ${readFile(env.ROLLOUT_ARTIFACT)}"
                        }
                    }
                }
            }
            """;

    private static String runs(String instance) {
        Installations now = ControllerLedger.get().ledger().of("billing");
        return now.releaseOn(instance).version();
    }

    @Test
    public void theSamePipelineBringsThePriorBuildsArtifact() throws Exception {
        Played.site();
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class, "billing");
        job.setDefinition(new CpsFlowDefinition(JENKINSFILE, false));
        WorkflowRun first = JENKINS.buildAndAssertSuccess(job);
        WorkflowRun second = JENKINS.buildAndAssertSuccess(job);
        assertThat(runs("acme-production")).isEqualTo("4.2.0");

        WebResponse response = Posts.json(
                JENKINS,
                "",
                second.getUrl() + "rollback/start",
                "{\"instances\": [\"acme-production\", \"dorado-production\"], \"reason\": \"taxes\"}");
        assertThat(response.getStatusCode()).as(response.getContentAsString()).isEqualTo(201);
        JENKINS.waitUntilNoActivity();

        WorkflowRun back = JENKINS.assertBuildStatusSuccess(job.getBuildByNumber(3));
        JENKINS.assertLogContains("acme-production rollback: content of 4.1.0", back);
        assertThat(BuildRollouts.load(RolloutAction.of(back).get(0)).state()).isEqualTo(RolloutState.SUCCEEDED);
        assertThat(runs("acme-production")).isEqualTo("4.1.0");
        assertThat(runs("dorado-production")).isEqualTo("4.1.0");
        assertThat(runs("everest-production")).isEqualTo("4.2.0");

        Posts.json(JENKINS, "", first.getUrl() + "redeploy/start", "{\"reason\": \"everywhere then\"}");
        JENKINS.waitUntilNoActivity();

        WorkflowRun again = JENKINS.assertBuildStatusSuccess(job.getBuildByNumber(4));
        JENKINS.assertLogContains("everest-production deploy: content of 4.1.0", again);
        assertThat(runs("everest-production")).isEqualTo("4.1.0");
        assertThat(first.isKeepLog()).isTrue();
    }
}
