package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRegistry;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.io.File;
import jenkins.model.Jenkins;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The release's artifact: archived when it is planned, and there, checked, wherever a body runs a process. */
public class ReleaseArtifactTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String MAKE = "sh 'mkdir -p dist && echo \"made by $BUILD_TAG\" > dist/billing.txt'\n";
    private static final String PLAN = "def plan = planRollout(service: 'billing', version: '4.2.0',"
            + " environments: ['production'], customers: ['acme', 'borealis'], artifact: 'dist/billing.txt')\n";
    private static final String JUDGE = "\n" + TestGate.class.getName() + ".judge(currentBuild.rawBuild, plan.id)\n";

    @Before
    public void site() throws Exception {
        Site.ofFiveCustomers();
        JENKINS.jenkins.setNumExecutors(4);
        if (JENKINS.jenkins.getNode("far") == null) {
            DumbSlave agent = JENKINS.createSlave("far", "far", null);
            agent.setNumExecutors(4);
            JENKINS.waitOnline(agent);
        }
    }

    private static WorkflowRun run(Result result, String script) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, false));
        return JENKINS.buildAndAssertStatus(result, job);
    }

    private static Rollout rollout(Run<?, ?> build) {
        return BuildRollouts.load(RolloutAction.of(build).get(0));
    }

    private static File archived(Run<?, ?> build) {
        return new File(build.getRootDir(), "archive/dist/billing.txt");
    }

    @Test
    public void isArchivedAndFingerprintedInItsBuild() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, "node('built-in') {" + MAKE + PLAN + "}");

        assertThat(archived(build))
                .hasContent("made by " + build.getEnvironment(null).get("BUILD_TAG"));
        Release release =
                rollout(build).plan().placements().findFirst().orElseThrow().release();
        assertThat(release.build()).isEqualTo(build.getExternalizableId());
        assertThat(release.artifact().orElseThrow().path()).isEqualTo("dist/billing.txt");
        assertThat(release.artifact().orElseThrow().size())
                .isEqualTo(archived(build).length());
        assertThat(BuildRegistry.get().having(release)).containsExactly(build);
        String md5 = hudson.Util.getDigestOf(archived(build));
        assertThat(Jenkins.get()._getFingerprint(md5).getOriginal().getRun()).isEqualTo(build);
    }

    @Test
    public void mustBeInTheWorkspace() throws Exception {
        WorkflowRun build = run(Result.FAILURE, "node('built-in') {" + PLAN.replace("dist/billing", "no/such") + "}");

        JENKINS.assertLogContains("the artifact 'no/such.txt' is not a file of the workspace", build);
        assertThat(RolloutAction.of(build)).isEmpty();
    }

    @Test
    public void mustNotLeadOutOfTheWorkspace() throws Exception {
        WorkflowRun build = run(
                Result.FAILURE,
                "node('built-in') { sh 'ln -sf /etc/passwd link'\n" + PLAN.replace("dist/billing.txt", "link") + "}");
        WorkflowRun above =
                run(Result.FAILURE, "node('built-in') {" + PLAN.replace("dist/billing.txt", "../../secret.key") + "}");

        JENKINS.assertLogContains("is a link that leads out of the workspace", build);
        JENKINS.assertLogContains("must be a path inside the workspace", above);
    }

    @Test
    public void needsAWorkspace() throws Exception {
        WorkflowRun build = run(Result.FAILURE, PLAN);

        JENKINS.assertLogContains("there is no workspace here that could have the artifact 'dist/billing.txt'", build);
    }

    @Test
    public void isTheOneThatTheBuildHasArchivedBefore() throws Exception {
        String bring =
                "deployToInstances(wave: 1, rollout: plan.id) { node('built-in') { sh 'cat \"$ROLLOUT_ARTIFACT\"' } }"
                        + JUDGE + "rolloutNext(plan.id)\n";
        WorkflowRun build = run(
                Result.SUCCESS,
                "def plan\nnode('built-in') {" + MAKE + PLAN.replace("def plan", "plan") + "sh 'rm -r dist' }\n" + bring
                        + PLAN.replace("def plan", "plan") + bring
                        + "node('far') {" + PLAN.replace("def plan", "plan") + "}");

        JENKINS.assertLogContains("is the one that this build has archived before", build);
        assertThat(RolloutAction.of(build)).hasSize(3).allSatisfy(id -> assertThat(BuildRollouts.load(id)
                        .plan()
                        .placements()
                        .findFirst()
                        .orElseThrow()
                        .release())
                .isEqualTo(rollout(build)
                        .plan()
                        .placements()
                        .findFirst()
                        .orElseThrow()
                        .release()));
    }

    @Test
    public void isThereInsideTheNodeAroundTheStep() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                "node('built-in') {" + MAKE + PLAN
                        + "sh 'rm -r dist'\n"
                        + "deployToInstances(wave: 1) { echo readFile(env.ROLLOUT_ARTIFACT)\n sh 'cp \"$ROLLOUT_ARTIFACT\" \"$ROLLOUT_INSTANCE.txt\"' } }");

        JENKINS.assertLogContains("made by jenkins-", build);
        assertThat(rollout(build).instance("acme-production").orElseThrow().state())
                .isEqualTo(InstanceState.VERIFYING);
    }

    @Test
    public void isFetchedToAnotherAgentWhereABodyRunsAProcess() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                "node('built-in') {" + MAKE + PLAN + "}\n"
                        + "deployToInstances(wave: 1) { node('far') { sh 'echo $ROLLOUT_INSTANCE: $NODE_NAME has $(cat \"$ROLLOUT_ARTIFACT\")' } }");

        JENKINS.assertLogContains("acme-production: far has made by jenkins-", build);
        JENKINS.assertLogContains("borealis-production: far has made by jenkins-", build);
    }

    @Test
    public void isFetchedAgainWhereItWasAlteredOnTheAgent() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                "node('built-in') {" + MAKE + PLAN + "}\n"
                        + "deployToInstances(wave: 1) { node('far') { sh 'echo something else > \"$ROLLOUT_ARTIFACT\"'\n sh 'echo it is $(cat \"$ROLLOUT_ARTIFACT\")' } }");

        JENKINS.assertLogContains("it is made by jenkins-", build);
        JENKINS.assertLogNotContains("it is something else", build);
    }

    @Test
    public void failsTheInstanceWhereTheArchiveWasAltered() throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "node('built-in') {" + MAKE + PLAN + "}\n"
                        + "java.nio.file.Files.writeString(new File(currentBuild.rawBuild.rootDir, 'archive/dist/billing.txt').toPath(), 'evil')\n"
                        + "deployToInstances(wave: 1) { node('far') { sh 'cat \"$ROLLOUT_ARTIFACT\"' } }",
                false));
        WorkflowRun build = JENKINS.buildAndAssertSuccess(job);

        String reason = rollout(build).instance("acme-production").orElseThrow().reason();
        assertThat(reason)
                .contains("the artifact 'dist/billing.txt' of billing 4.2.0 was altered")
                .contains(build.getFullDisplayName());
        JENKINS.assertLogNotContains("evil", build);
    }

    @Test
    public void bringsBackTheArtifactOfTheReleaseBefore() throws Exception {
        WorkflowRun first = run(
                Result.SUCCESS,
                "node('built-in') {" + MAKE + PLAN.replace("4.2.0", "4.1.0")
                        + "deployToInstances(wave: 1) { sh 'true' }" + JUDGE + "}");

        WorkflowRun second = run(
                Result.SUCCESS,
                "node('built-in') {" + MAKE + PLAN
                        + "deployToInstances(wave: 1) { if (env.ROLLOUT_CUSTOMER == 'acme') { error 'broken' } }"
                        + JUDGE
                        + "rollbackInstances { sh 'echo $ROLLOUT_INSTANCE gets $(cat \"$ROLLOUT_ARTIFACT\")' } }");

        JENKINS.assertLogContains(
                "acme-production gets made by " + first.getEnvironment(null).get("BUILD_TAG"), second);
    }

    @Test
    public void saysWhoMadeAnArtifactThatIsGone() throws Exception {
        WorkflowRun first = run(
                Result.SUCCESS,
                "node('built-in') {" + MAKE + PLAN.replace("4.2.0", "4.1.0")
                        + "deployToInstances(wave: 1) { sh 'true' }" + JUDGE + "}");
        String name = first.getExternalizableId();
        FileUtils.deleteDirectory(archived(first).getParentFile());

        WorkflowRun second = run(
                Result.SUCCESS,
                "node('far') {" + MAKE + PLAN
                        + "deployToInstances(wave: 1) { error 'broken' }"
                        + JUDGE
                        + "rollbackInstances { sh 'cat \"$ROLLOUT_ARTIFACT\"' } }");

        assertThat(rollout(second).instance("acme-production").orElseThrow().reason())
                .contains("the artifact 'dist/billing.txt' of billing 4.1.0 is gone")
                .contains("it was made by " + name);
    }
}
