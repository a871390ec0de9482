package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.ItemGroup;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds of sandboxed Jenkinsfiles that call the library. */
final class Builds {
    private Builds() {}

    static WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        return start(jenkins, jenkins.jenkins, script);
    }

    static WorkflowRun start(JenkinsRule jenkins, ItemGroup<?> place, String script) throws Exception {
        String name = "job-" + System.nanoTime();
        WorkflowJob job = place instanceof Folder folder
                ? folder.createProject(WorkflowJob.class, name)
                : jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    static WorkflowRun run(JenkinsRule jenkins, Result result, String script) throws Exception {
        return ended(jenkins, result, start(jenkins, script));
    }

    /** Waits for its end, and looks whether anything is in it that should never be. */
    static WorkflowRun ended(JenkinsRule jenkins, Result result, WorkflowRun build) throws Exception {
        jenkins.assertBuildStatus(result, jenkins.waitForCompletion(build));
        assertThat(JenkinsRule.getLog(build))
                .doesNotContain("expected to call")
                .doesNotContain("pipeline-cps-method-mismatches")
                .doesNotContain("CpsCallableInvocation")
                .doesNotContain("NotSerializableException")
                .doesNotContain("RejectedAccessException")
                .doesNotContain("Scripts not permitted");
        ScriptApproval approval = ScriptApproval.get();
        assertThat(approval.getPendingSignatures()).isEmpty();
        assertThat(approval.getPendingScripts()).isEmpty();
        return build;
    }

    /** Brings a release of billing to acme, borealis and cygnus in production, unless they all have it. */
    static void everybodyHas(JenkinsRule jenkins, String version) throws Exception {
        boolean isThere = Stream.of("acme", "borealis", "cygnus").allMatch(customer -> has(customer, version));
        if (!isThere) {
            run(jenkins, Result.SUCCESS, """
                    rollout(service: 'billing', version: '%s', environments: ['production']) { }
                    """.formatted(version));
        }
    }

    private static boolean has(String customer, String version) {
        return ControllerLedger.get()
                .ledger()
                .of("billing")
                .on(customer + "-production")
                .filter(there -> there.release().version().equals(version))
                .isPresent();
    }

    /** The build of the only job, after a restart. */
    static WorkflowRun theOnly() {
        return Jenkins.get().getAllItems(WorkflowJob.class).get(0).getBuildByNumber(1);
    }

    /** The last one that it has begun. */
    static Rollout rollout(Run<?, ?> build) {
        List<String> rollouts = RolloutAction.of(build);
        return BuildRollouts.load(rollouts.get(rollouts.size() - 1));
    }

    static InstanceState state(Run<?, ?> build, String instance) {
        return rollout(build).instance(instance).orElseThrow().state();
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 600 && !condition.call(); i++) {
            Thread.sleep(100);
        }
        assertThat(condition.call()).as(what).isTrue();
    }
}
