package io.jenkins.plugins.rollout.jenkins.step;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.LauncherDecorator;
import hudson.model.TaskListener;
import io.jenkins.plugins.rollout.jenkins.drive.ArtifactDelivery;
import io.jenkins.plugins.rollout.jenkins.drive.ArtifactLauncher;
import io.jenkins.plugins.rollout.jenkins.drive.InstanceEnvironment;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Makes the bodies of a step for instances of a wave: each with its instance's environment, and the artifact at hand. */
final class InstanceBodies {
    private final StepContext context;
    private final String rollout;
    private final int wave;
    private final EnvironmentExpander outer;
    private final LauncherDecorator launcher;

    InstanceBodies(StepContext context, String rollout, int wave) throws IOException, InterruptedException {
        this.context = context;
        this.rollout = rollout;
        this.wave = wave;
        this.outer = context.get(EnvironmentExpander.class);
        this.launcher = BodyInvoker.mergeLauncherDecorators(
                context.get(LauncherDecorator.class), new ArtifactLauncher(rollout));
    }

    /** The artifacts that the bodies of these instances want, each once. */
    static List<Release> artifacts(Rollout now, int wave, Collection<String> instances) {
        return instances.stream()
                .map(instance -> now.placement(wave, instance).release())
                .filter(release -> release.artifact().isPresent())
                .distinct()
                .toList();
    }

    /** Where the step stands in a workspace, its artifacts are there before the bodies begin. */
    static void fetch(List<Release> artifacts, StepContext context) throws IOException, InterruptedException {
        FilePath workspace = artifacts.isEmpty() ? null : context.get(FilePath.class);
        if (workspace != null) {
            EnvVars environment = context.get(EnvVars.class);
            for (Release release : artifacts) {
                try {
                    ArtifactDelivery.toWorkspace(release, environment, workspace);
                } catch (IOException e) {
                    // Each instance that needs it fails with the same words when its body starts a process.
                    context.get(TaskListener.class).getLogger().println(e.getMessage());
                }
            }
        }
    }

    /** @param now the rollout, from which the instance's environment is taken */
    BodyInvoker body(Rollout now, String instance, BodyExecutionCallback callback) {
        BodyInvoker body = context.newBodyInvoker()
                .withContext(EnvironmentExpander.merge(outer, new InstanceEnvironment(now, wave, instance)))
                .withContext(new InstanceAtHand(rollout, wave, instance))
                .withDisplayName("Branch: " + instance)
                .withCallback(callback);
        return artifacts(now, wave, List.of(instance)).isEmpty() ? body : body.withContext(launcher);
    }
}
