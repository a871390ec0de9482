package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** {@code healthGate}: watches a deployed wave, measures its instances, and judges it. */
public final class HealthGateStep extends GatedStep {
    private Object wave;
    private String rollout = "";
    private boolean fromAgent;
    private boolean failStep = true;

    /** @param wave its number, or its map as {@code planRollout} and {@code rolloutNext} give it */
    @DataBoundConstructor
    public HealthGateStep(Object wave) {
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

    public boolean isFromAgent() {
        return fromAgent;
    }

    /** @param fromAgent whether the agent asks, and not the controller */
    @DataBoundSetter
    public void setFromAgent(boolean fromAgent) {
        this.fromAgent = fromAgent;
    }

    public boolean isFailStep() {
        return failStep;
    }

    /** @param failStep whether the step fails when the verdict is {@code fail} */
    @DataBoundSetter
    public void setFailStep(boolean failStep) {
        this.failStep = failStep;
    }

    @Override
    public StepExecution start(StepContext context) throws IOException, InterruptedException {
        GateWave which = GateWave.of("healthGate", wave, rollout);
        String gate;
        try {
            gate = GateArguments.text(gate());
        } catch (InvalidInputException e) {
            throw new AbortException(e.getMessage());
        }
        if (!gate.isEmpty()) {
            GateArguments.refuseUnknownServers(GateArguments.read(gate), context);
        }
        if (fromAgent && (context.get(Computer.class) == null || context.get(FilePath.class) == null)) {
            throw new AbortException("healthGate(fromAgent: true) asks from an agent; call it inside a node block");
        }
        boolean onController = !fromAgent || context.get(Computer.class) instanceof Jenkins.MasterComputer;
        HealthGateExecution.Way way = onController
                ? fromAgent ? HealthGateExecution.Way.BUILT_IN_NODE : HealthGateExecution.Way.CONTROLLER
                : HealthGateExecution.Way.AGENT;
        return new HealthGateExecution(context, which, gate, way, failStep);
    }

    @Extension
    public static final class DescriptorImpl extends GatedStepDescriptor {
        @Override
        public String getFunctionName() {
            return "healthGate";
        }

        @Override
        public String getDisplayName() {
            return "Judge a wave by its health";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        /** {@code healthGate(next.wave)} comes as the wave's own keys. */
        @Override
        @SuppressWarnings("deprecation") // A custom model can't refuse with a sentence of its own.
        public Step newInstance(Map<String, Object> arguments) throws AbortException {
            boolean isWave = arguments.containsKey("number") && !arguments.containsKey("wave");
            return Arguments.instantiate(
                    getFunctionName(), HealthGateStep.class, isWave ? Map.of("wave", arguments) : arguments);
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            HealthGateStep step = (HealthGateStep) super.newInstance(request, Choices.without(form, "wave"));
            String number = form.optString("wave").strip();
            step.wave = number.matches("[0-9]{1,9}") ? Integer.valueOf(number) : number;
            return step;
        }
    }
}
