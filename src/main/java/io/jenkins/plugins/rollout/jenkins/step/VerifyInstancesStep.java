package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** {@code verifyInstances}: runs its body, tests of the pipeline's own, for the deployed instances of a wave. */
public final class VerifyInstancesStep extends Step {
    private Object wave;
    private String rollout = "";
    private String instance = "";

    /** @param wave its number, or its map as {@code planRollout} and {@code rolloutNext} give it */
    @DataBoundConstructor
    public VerifyInstancesStep(Object wave) {
        this.wave = wave;
    }

    public Object getWave() {
        return wave;
    }

    public String getRollout() {
        return rollout;
    }

    /** @param rollout its id; empty for the wave's, or the one that the build has not finished */
    @DataBoundSetter
    public void setRollout(String rollout) {
        this.rollout = rollout;
    }

    public String getInstance() {
        return instance;
    }

    /** @param instance the only one for which the body is run; empty for all of the wave */
    @DataBoundSetter
    public void setInstance(String instance) {
        this.instance = instance;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        return new VerifyExecution(context, GateWave.of("verifyInstances", wave, rollout), instance);
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "verifyInstances";
        }

        @Override
        public String getDisplayName() {
            return "Verify the instances of a wave";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        /** {@code verifyInstances(next.wave)} comes as the wave's own keys. */
        @Override
        @SuppressWarnings("deprecation") // A custom model can't refuse with a sentence of its own.
        public Step newInstance(Map<String, Object> arguments) throws AbortException {
            boolean isWave = arguments.containsKey("number") && !arguments.containsKey("wave");
            return Arguments.instantiate(
                    getFunctionName(),
                    VerifyInstancesStep.class,
                    isWave ? Map.of("wave", new LinkedHashMap<>(arguments)) : arguments);
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            VerifyInstancesStep step = (VerifyInstancesStep) super.newInstance(request, Choices.without(form, "wave"));
            String number = form.optString("wave").strip();
            step.wave = number.matches("[0-9]{1,9}") ? Integer.valueOf(number) : number;
            return step;
        }
    }
}
