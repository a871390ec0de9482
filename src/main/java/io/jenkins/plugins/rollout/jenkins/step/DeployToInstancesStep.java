package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.LinkedHashMap;
import java.util.List;
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

/**
 * {@code deployToInstances}: runs its body once for each instance of a wave, all at once, or for one of them when its turn
 * has come. The wave is one of a plan, or
 * what a service, a version and a selection make: then it is a rollout by itself.
 */
public final class DeployToInstancesStep extends Step {
    private int wave;
    private String instance = "";
    private String rollout = "";
    private String service = "";
    private String version = "";
    private Object environments = List.of();
    private Object customers = "all";
    private String artifact = "";
    private String failureBudget = "";
    private String promotion = "require";
    private String reason = "";

    @DataBoundConstructor
    public DeployToInstancesStep() {}

    public int getWave() {
        return wave;
    }

    /** @param wave its number, from 1; 0 for a rollout of a single wave */
    @DataBoundSetter
    public void setWave(int wave) {
        this.wave = wave;
    }

    public String getInstance() {
        return instance;
    }

    /** @param instance one of the wave's, for which alone the body is run; empty for all of them */
    @DataBoundSetter
    public void setInstance(String instance) {
        this.instance = instance;
    }

    public String getRollout() {
        return rollout;
    }

    /** @param rollout its id; empty for the only one of the build that has not ended */
    @DataBoundSetter
    public void setRollout(String rollout) {
        this.rollout = rollout;
    }

    public String getService() {
        return service;
    }

    @DataBoundSetter
    public void setService(String service) {
        this.service = service;
    }

    public String getVersion() {
        return version;
    }

    @DataBoundSetter
    public void setVersion(String version) {
        this.version = version;
    }

    public Object getEnvironments() {
        return environments;
    }

    /** @param environments a list with one name, or that name */
    @DataBoundSetter
    public void setEnvironments(Object environments) {
        this.environments = environments;
    }

    public Object getCustomers() {
        return customers;
    }

    /** @param customers {@code all}, a list of names, one name, or a map of labels */
    @DataBoundSetter
    public void setCustomers(Object customers) {
        this.customers = customers;
    }

    /** For the form: the names or labels of one of the choices above. */
    public String textOf(Object choice) {
        return choice == null ? "" : Choices.text(choice, ", ");
    }

    public String getArtifact() {
        return artifact;
    }

    /** @param artifact path of the release's file in the workspace; empty if there is none */
    @DataBoundSetter
    public void setArtifact(String artifact) {
        this.artifact = artifact;
    }

    public String getFailureBudget() {
        return failureBudget;
    }

    /** @param failureBudget instances or a percentage; empty for none */
    @DataBoundSetter
    public void setFailureBudget(String failureBudget) {
        this.failureBudget = failureBudget;
    }

    public String getPromotion() {
        return promotion;
    }

    @DataBoundSetter
    public void setPromotion(String promotion) {
        this.promotion = promotion;
    }

    public String getReason() {
        return reason;
    }

    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = reason;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        boolean selects = !service.isEmpty();
        if (wave > 0 && selects) {
            throw new AbortException("deployToInstances takes a wave of a plan, or a service to be brought in a single"
                    + " wave; leave out 'wave' or 'service'");
        }
        if (wave < 1 && !selects) {
            throw new AbortException("deployToInstances needs a wave, such as 'wave: 1' or 'wave: plan.waves[0]'; or a"
                    + " service, a version and environments");
        }
        if (selects && !instance.isEmpty()) {
            throw new AbortException("deployToInstances takes an instance of a wave that was planned; call planRollout"
                    + " first, or leave 'instance' out and name the customer with 'customers'");
        }
        if (!instance.isEmpty()) {
            return new InstanceExecution(context, rollout, new WaveChoice.Numbered(wave), instance);
        }
        return selects
                ? new WaveExecution(context, singleWave(), WaveEnding.JUDGED)
                : new WaveExecution(
                        context, new WaveOpening.Planned(rollout, new WaveChoice.Numbered(wave)), WaveEnding.UNJUDGED);
    }

    private SingleWave singleWave() throws AbortException {
        PlanRolloutStep plan = new PlanRolloutStep(service, version, environments);
        AllAtOnceStrategy strategy = new AllAtOnceStrategy();
        strategy.setFailureBudget(failureBudget);
        plan.setStrategy(strategy);
        plan.setCustomers(customers);
        plan.setArtifact(artifact);
        plan.setPromotion(promotion);
        return new SingleWave(plan.spec(), version, reason);
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
        @SuppressWarnings("deprecation") // A custom model can't refuse with a sentence of its own.
        public Step newInstance(Map<String, Object> arguments) throws AbortException {
            Map<String, Object> given = new LinkedHashMap<>(arguments);
            if (arguments.get("wave") instanceof Map<?, ?> wave) {
                given.put("wave", wave.get("number"));
                if (wave.get("rollout") != null) {
                    given.putIfAbsent("rollout", wave.get("rollout"));
                }
            }
            return Arguments.instantiate(getFunctionName(), DeployToInstancesStep.class, given);
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            DeployToInstancesStep step = (DeployToInstancesStep)
                    super.newInstance(request, Choices.without(form, "environments", "customers"));
            step.environments = Choices.names(form.optString("environments"));
            String customers = form.optString("customers");
            step.customers = customers.isBlank() ? "all" : Choices.read(customers);
            return step;
        }
    }
}
