package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.EnvironmentContributor;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code rolloutMode}: what this build was started for, so that a pipeline can leave out what a rollback needs not. */
public final class RolloutModeStep extends Step {
    @DataBoundConstructor
    public RolloutModeStep() {}

    /** {@code deploy}, {@code rollback} or {@code redeploy}. */
    private static String of(Run<?, ?> build) {
        return RolloutRequest.of(build).map(RolloutRequest::mode).orElse("deploy");
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        Execution(StepContext context) {
            super(context);
        }

        @Override
        public boolean start() throws IOException, InterruptedException {
            getContext().onSuccess(of(getContext().get(Run.class)));
            return true;
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "rolloutMode";
        }

        @Override
        public String getDisplayName() {
            return "What the build was started for: deploy, rollback or redeploy";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class);
        }

        @Override
        @SuppressWarnings("deprecation") // A custom model can't refuse with a sentence of its own.
        public Step newInstance(Map<String, Object> arguments) throws AbortException {
            return Arguments.instantiate(getFunctionName(), RolloutModeStep.class, arguments);
        }
    }

    /** The same as {@code ROLLOUT_MODE}, where a build carries a request. */
    @Extension
    public static final class Variable extends EnvironmentContributor {
        @Override
        @SuppressWarnings("rawtypes") // as the method that it overrides
        public void buildEnvironmentFor(Run build, EnvVars variables, TaskListener listener) {
            if (RolloutRequest.of((Run<?, ?>) build).isPresent()) {
                variables.put("ROLLOUT_MODE", of(build));
            }
        }
    }
}
