package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.Site;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The library is trusted; what a sandboxed Jenkinsfile hands to it is not. */
public class TrustTest {
    private static final String REFUSED = "Scripts not permitted to use staticMethod jenkins.model.Jenkins get";
    private static final String CALL = "rollout(service: 'billing', version: '4.2.0', environments: ['production'], ";

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Before
    public void site() {
        Site.ofFiveCustomers();
    }

    private static WorkflowRun run(String jenkinsfile) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(jenkinsfile, true));
        return JENKINS.buildAndAssertStatus(Result.FAILURE, job);
    }

    @Test
    public void aBlockStaysInTheSandbox() throws Exception {
        JENKINS.assertLogContains(REFUSED, run(CALL + "before: { jenkins.model.Jenkins.get().doQuietDown() }) { }"));

        assertThat(JENKINS.jenkins.isQuietingDown()).isFalse();
    }

    @Test
    public void aBodyStaysInTheSandbox() throws Exception {
        JENKINS.assertLogContains(REFUSED, run(CALL + "reason: 'x') { jenkins.model.Jenkins.get().doQuietDown() }"));

        assertThat(JENKINS.jenkins.isQuietingDown()).isFalse();
    }

    /** A pointer to a method is a closure as well. */
    @Test
    public void aMethodIsNoWayOut() throws Exception {
        run(CALL + "onHold: jenkins.model.Jenkins.&get, before: 'touch out'.&execute) { }");

        assertThat(JENKINS.jenkins.getRootDir().toPath().resolve("out")).doesNotExist();
        assertThat(Path.of("out")).doesNotExist();
    }

    /** What looks like a program in a text is a text. */
    @Test
    public void aTemplateIsNoProgram() throws Exception {
        WorkflowRun build = run("node { writeFile(file: 'f.txt', text: '''${1 + 1} <%= 1 + 1 %> {service}''')\n" + CALL
                + "templates: [failed: 'f.txt']) { error 'no' } }");

        JENKINS.assertLogContains("${1 + 1} <%= 1 + 1 %> billing", build);
    }
}
