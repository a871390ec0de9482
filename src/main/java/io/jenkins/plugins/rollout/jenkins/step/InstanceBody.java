package io.jenkins.plugins.rollout.jenkins.step;

import hudson.model.TaskListener;
import io.jenkins.plugins.rollout.jenkins.drive.InstanceBranchAction;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Follows the body of one instance: names its branch, and tells the step how it ended. */
final class InstanceBody extends BodyExecutionCallback {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(InstanceBody.class.getName());

    private final BodyHost step;
    private final String instance;
    private final int attempt;

    /** @param attempt from 1; 0 for one that verifies and brings nothing */
    InstanceBody(BodyHost step, String instance, int attempt) {
        this.step = step;
        this.instance = instance;
        this.attempt = attempt;
    }

    @Override
    public void onStart(StepContext context) {
        step.began(instance);
        try {
            context.get(FlowNode.class)
                    .addAction(new InstanceBranchAction(step.rollout(), step.wave(), instance, attempt));
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.WARNING, e, () -> "the branch of " + instance + " can't be named");
        }
    }

    @Override
    public void onSuccess(StepContext context, Object result) {
        step.ended(instance, "");
    }

    @Override
    public void onFailure(StepContext context, Throwable failure) {
        String reason = FailureReason.of(failure);
        try {
            context.get(TaskListener.class).getLogger().println(instance + " failed: " + reason);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "the failure of " + instance + " can't be logged");
        }
        if (failure instanceof FlowInterruptedException interruption && interruption.isActualInterruption()) {
            step.interrupted(interruption);
        }
        step.ended(instance, reason);
    }
}
