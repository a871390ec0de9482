package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code rollbackInstances}: runs its body for the instances that must go back, with the release that each had before. */
public final class RollbackInstancesStep extends Step {
    private String rollout = "";
    private String instance = "";

    @DataBoundConstructor
    public RollbackInstancesStep() {}

    public String getRollout() {
        return rollout;
    }

    /** @param rollout its id; empty for the only one of the build that has not ended */
    @DataBoundSetter
    public void setRollout(String rollout) {
        this.rollout = rollout;
    }

    public String getInstance() {
        return instance;
    }

    /** @param instance the only one for which the body is run; empty for all of a wave */
    @DataBoundSetter
    public void setInstance(String instance) {
        this.instance = instance;
    }

    @Override
    public StepExecution start(StepContext context) {
        if (!instance.isEmpty()) {
            return new InstanceExecution(context, rollout, new WaveChoice.WayBack(), instance);
        }
        WaveOpening opening = new WaveOpening.Planned(rollout, new WaveChoice.WayBack());
        return new WaveExecution(context, opening, WaveEnding.WAY_BACK);
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "rollbackInstances";
        }

        @Override
        public String getDisplayName() {
            return "Roll instances back";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @Override
        @SuppressWarnings("deprecation") // A custom model can't refuse with a sentence of its own.
        public Step newInstance(Map<String, Object> arguments) throws AbortException {
            return Arguments.instantiate(getFunctionName(), RollbackInstancesStep.class, arguments);
        }
    }
}
