package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code rolloutNext}: what a rollout is to do next. */
public final class RolloutNextStep extends Step {
    private final String rollout;
    private boolean wait = true;

    /** @param rollout its id; empty for the one that the build has not finished */
    @DataBoundConstructor
    public RolloutNextStep(String rollout) {
        this.rollout = rollout == null ? "" : rollout;
    }

    public String getRollout() {
        return rollout;
    }

    public boolean isWait() {
        return wait;
    }

    /** @param wait whether the step itself waits, for a moment or a person */
    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new RolloutNextExecution(context, rollout, wait);
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "rolloutNext";
        }

        @Override
        public String getDisplayName() {
            return "What a rollout is to do next";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @Override
        @SuppressWarnings("deprecation") // A custom model can't refuse with a sentence of its own.
        public Step newInstance(Map<String, Object> arguments) throws AbortException {
            Map<String, Object> given = new HashMap<>(arguments);
            given.putIfAbsent("rollout", "");
            return Arguments.instantiate(getFunctionName(), RolloutNextStep.class, given);
        }
    }
}
