package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code rolloutInstance}: the instance that the body around it is for, as a map. */
public final class RolloutInstanceStep extends Step {
    @DataBoundConstructor
    public RolloutInstanceStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context);
    }

    private static final class Execution extends BackgroundExecution {
        private static final long serialVersionUID = 1L;

        Execution(StepContext context) {
            super(context);
        }

        @Override
        Object work() throws Exception {
            InstanceAtHand here = getContext().get(InstanceAtHand.class);
            if (here == null) {
                throw new AbortException("there is no instance here; call rolloutInstance inside of the body of"
                        + " deployToInstances, rollbackInstances or verifyInstances");
            }
            return BuildRollouts.get()
                    .of(getContext().get(Run.class), here.rollout())
                    .read(here::describe);
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "rolloutInstance";
        }

        @Override
        public String getDisplayName() {
            return "The instance that a body is for";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class);
        }

        @Override
        @SuppressWarnings("deprecation") // A custom model can't refuse with a sentence of its own.
        public Step newInstance(Map<String, Object> arguments) throws AbortException {
            return Arguments.instantiate(getFunctionName(), RolloutInstanceStep.class, arguments);
        }
    }
}
