package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.Site;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The library's calls in declarative pipelines. */
public class DeclarativeTest {
    private static final String CALL = """
            rollout(
                service: 'billing', version: '4.2.0', environments: ['production'], customers: ['acme'], strategy: canary(first: 1),
                before: { wave -> echo "${wave.name} begins" },
                verify: { instance -> echo "${instance.name} tested" },
                after: { wave -> echo "verdict ${wave.verdict}" }
            ) { instance ->
                echo "brought to ${instance.name}"
            }
            """;

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

    private static String pipeline(String stage) {
        return "pipeline {\nagent any\nstages {\nstage('Release') {\n" + stage + "\n}\n}\n%s}\n";
    }

    private static WorkflowRun run(Result result, String script) throws Exception {
        return Builds.run(JENKINS, result, script);
    }

    private static void allBlocksHaveRun(WorkflowRun build) throws Exception {
        JENKINS.assertLogContains("canary begins", build);
        JENKINS.assertLogContains("brought to acme-production", build);
        JENKINS.assertLogContains("acme-production tested", build);
        JENKINS.assertLogContains("verdict pass", build);
    }

    @Test
    public void asAStepWithBlocks() throws Exception {
        WorkflowRun build =
                run(Result.SUCCESS, pipeline("steps {\n" + CALL + "\n}").formatted(""));

        allBlocksHaveRun(build);
        assertThat(StageList.of(build))
                .contains("Release\n  Plan billing 4.2.0\n  production\n    [acme-production]\n");
    }

    @Test
    public void inAScript() throws Exception {
        allBlocksHaveRun(run(
                Result.SUCCESS, pipeline("steps { script {\n" + CALL + "\n} }").formatted("")));
    }

    @Test
    public void onlyWhenItIsTo() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                pipeline("when { expression { false } }\nsteps {\n" + CALL + "\n}")
                        .formatted(""));

        JENKINS.assertLogNotContains("brought to", build);
    }

    @Test
    public void whatComesAfterSeesTheFailure() throws Exception {
        WorkflowRun build = run(
                Result.FAILURE,
                pipeline("steps {\nrollout(service: 'billing', version: '4.2.0', environments: ['nowhere']) { }\n}")
                        .formatted("post {\nfailure { echo 'it has failed' }\nsuccess { echo 'it is well' }\n}\n"));

        JENKINS.assertLogContains("it has failed", build);
        JENKINS.assertLogNotContains("it is well", build);
        JENKINS.assertLogContains("ERROR: Jenkinsfile line 6: ", build);
    }

    @Test
    public void whatComesAfterSeesThatNotEverybodyHasIt() throws Exception {
        String pipeline =
                pipeline("""
                steps {
                    rollout(service: 'billing', version: 'VERSION', environments: ['production'], onPartial: 'unstable',
                        strategy: allAtOnce(failureBudget: 1)) { i ->
                        script {
                            if (i.version == '4.2.0' && i.customer == 'cygnus') { error 'no space left' }
                        }
                    }
                }
                """).formatted("post {\nunstable { echo 'not everybody' }\nfailure { echo 'nobody' }\n}\n");
        run(Result.SUCCESS, pipeline.replace("VERSION", "4.1.0"));

        WorkflowRun build = run(Result.UNSTABLE, pipeline.replace("VERSION", "4.2.0"));

        JENKINS.assertLogContains("not everybody", build);
        JENKINS.assertLogNotContains("[Pipeline] echo\nnobody", build);
    }

    @Test
    public void promotes() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, pipeline("""
                        steps {
                            promote(service: 'billing', version: '4.2.0', environments: ['production': [customers: ['acme', 'cygnus']]]) {
                                echo "brought to $ROLLOUT_INSTANCE"
                            }
                        }
                        """).formatted(""));

        JENKINS.assertLogContains("brought to cygnus-production", build);
    }

    /** As everywhere in declarative pipelines; blocks that are arguments are not looked into. */
    @Test
    public void thinksInTheBodyOnlyInAScript() throws Exception {
        String call =
                "rollout(service: 'billing', version: '4.2.0', environments: ['production'], customers: ['acme']%s) { i -> %s }";
        String test = ", verify: { i -> if (i.name) { echo 'thought about ' + i.name } }";

        WorkflowRun build = run(
                Result.SUCCESS,
                pipeline("steps {\n" + call.formatted(test, "script { if (i.name) { echo 'brought' } }") + "\n}")
                        .formatted(""));
        JENKINS.assertLogContains("thought about acme-production", build);

        JENKINS.assertLogContains(
                "Expected a step",
                run(
                        Result.FAILURE,
                        pipeline("steps {\n" + call.formatted("", "if (i.name) { echo 'brought' }") + "\n}")
                                .formatted("")));
    }
}
