package io.jenkins.plugins.rollout.jenkins.step;

import hudson.model.Result;
import hudson.model.Run;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * Who stopped a rollout, and why.
 *
 * @param by a user's id, or the build's name
 */
record Interruption(String by, String reason) {
    static Interruption of(FlowInterruptedException interruption, Run<?, ?> build) {
        String by = interruption.getCauses().stream()
                .filter(CauseOfInterruption.UserInterruption.class::isInstance)
                .map(cause -> ((CauseOfInterruption.UserInterruption) cause).getUserId())
                .findFirst()
                .orElse(build.getFullDisplayName());
        return new Interruption(by, FailureReason.of(interruption));
    }

    /** For those who stop a step with something else than an interruption. */
    static FlowInterruptedException because(Throwable cause) {
        FlowInterruptedException interruption = new FlowInterruptedException(Result.ABORTED, true);
        interruption.initCause(cause);
        return interruption;
    }
}
