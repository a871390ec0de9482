package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code deployToInstances}: runs its body once for each instance of a wave, all at once. */
public final class DeployToInstancesStep extends Step {
    private int wave;
    private String rollout = "";

    @DataBoundConstructor
    public DeployToInstancesStep() {}

    public int getWave() {
        return wave;
    }

    /** @param wave its number, from 1 */
    @DataBoundSetter
    public void setWave(int wave) {
        this.wave = wave;
    }

    public String getRollout() {
        return rollout;
    }

    /** @param rollout its id; empty for the only one of the build that has not ended */
    @DataBoundSetter
    public void setRollout(String rollout) {
        this.rollout = rollout;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (wave < 1) {
            throw new AbortException("deployToInstances needs a wave, such as 'wave: 1' or 'wave: plan.waves[0]'");
        }
        WaveOpening opening = new WaveOpening.Planned(rollout, new WaveChoice.Numbered(wave));
        return new WaveExecution(context, opening, WaveEnding.UNJUDGED);
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "deployToInstances";
        }

        @Override
        public String getDisplayName() {
            return "Deploy to the instances of a wave";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        /** A wave may be given as it stands in a plan: a map with its number and its rollout. */
        @Override
        public Step newInstance(Map<String, Object> arguments) throws Exception {
            Map<String, Object> normalized = new LinkedHashMap<>(arguments);
            if (arguments.get("wave") instanceof Map<?, ?> wave) {
                normalized.put("wave", wave.get("number"));
                if (wave.get("rollout") != null) {
                    normalized.putIfAbsent("rollout", wave.get("rollout"));
                }
            }
            return super.newInstance(normalized);
        }
    }
}
