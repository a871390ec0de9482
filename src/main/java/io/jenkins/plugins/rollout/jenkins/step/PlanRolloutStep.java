package io.jenkins.plugins.rollout.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code planRollout}: plans a rollout, records it, and lets the build drive it. What may be said in several ways, such as
 * {@code customers: 'all'} or a list of them, is an object here; {@link RolloutDocument} makes the text of a rollout file of it.
 */
public final class PlanRolloutStep extends GatedStep {
    private final String service;
    private final String version;
    private Object environments;
    private Object customers = "all";
    private Object where = new LinkedHashMap<>();
    private Object rings = new ArrayList<>();

    @CheckForNull
    private StrategyDescription strategy;

    private int maxParallel;
    private String artifact = "";
    private boolean background;
    private boolean fromAgent;
    private String promotion = "require";
    private boolean fourEyes;
    private String reason = "";

    /** @param environments a list of names, or one name */
    @DataBoundConstructor
    public PlanRolloutStep(String service, String version, Object environments) {
        this.service = service;
        this.version = version;
        this.environments = environments;
    }

    public String getService() {
        return service;
    }

    public String getVersion() {
        return version;
    }

    public Object getEnvironments() {
        return environments;
    }

    public Object getCustomers() {
        return customers;
    }

    /** @param customers {@code all}, a list of names, one name, or a map of labels */
    @DataBoundSetter
    public void setCustomers(Object customers) {
        this.customers = customers;
    }

    public Object getWhere() {
        return where;
    }

    /** @param where a map of labels that an instance or its customer must have */
    @DataBoundSetter
    public void setWhere(Object where) {
        this.where = where;
    }

    public Object getRings() {
        return rings;
    }

    /** @param rings a list of whole numbers, or one; an empty list for all */
    @DataBoundSetter
    public void setRings(Object rings) {
        this.rings = rings;
    }

    /** For the form: the names or labels of one of the choices above. */
    public String textOf(Object choice) {
        return choice == null ? "" : Choices.text(choice, ", ");
    }

    @CheckForNull
    public StrategyDescription getStrategy() {
        return strategy;
    }

    @DataBoundSetter
    public void setStrategy(@CheckForNull StrategyDescription strategy) {
        this.strategy = strategy;
    }

    public int getMaxParallel() {
        return maxParallel;
    }

    /** @param maxParallel instances that are deployed at the same time; 0 for what the strategy says */
    @DataBoundSetter
    public void setMaxParallel(int maxParallel) {
        this.maxParallel = maxParallel;
    }

    public String getArtifact() {
        return artifact;
    }

    /** @param artifact path of the release's file in the workspace; empty if there is none */
    @DataBoundSetter
    public void setArtifact(String artifact) {
        this.artifact = artifact;
    }

    public boolean isBackground() {
        return background;
    }

    /** @param background whether waves that have passed go on being judged while later ones run */
    @DataBoundSetter
    public void setBackground(boolean background) {
        this.background = background;
    }

    public boolean isFromAgent() {
        return fromAgent;
    }

    /** @param fromAgent whether the gates of this rollout are asked from an agent, as commands must be */
    @DataBoundSetter
    public void setFromAgent(boolean fromAgent) {
        this.fromAgent = fromAgent;
    }

    public String getPromotion() {
        return promotion;
    }

    @DataBoundSetter
    public void setPromotion(String promotion) {
        this.promotion = promotion;
    }

    public boolean isFourEyes() {
        return fourEyes;
    }

    /** @param fourEyes whether somebody else must approve than the one who started the build */
    @DataBoundSetter
    public void setFourEyes(boolean fourEyes) {
        this.fourEyes = fourEyes;
    }

    public String getReason() {
        return reason;
    }

    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = reason;
    }

    @Override
    Map<String, Object> gate() {
        Map<String, Object> gate = super.gate();
        SpecText.putIfTrue(gate, "background", background);
        return gate;
    }

    @Override
    public StepExecution start(StepContext context) throws IOException, InterruptedException {
        RolloutSpec spec = spec();
        GateArguments.refuseUnknownServers(spec.gate(), context);
        return new PlanRolloutExecution(context, spec, version, reason);
    }

    /** @throws AbortException with every problem of what was asked for */
    RolloutSpec spec() throws AbortException {
        return RolloutDocument.spec(this);
    }

    @Extension
    public static final class DescriptorImpl extends GatedStepDescriptor {
        @Override
        public String getFunctionName() {
            return "planRollout";
        }

        @Override
        public String getDisplayName() {
            return "Plan a rollout";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @POST
        public ListBoxModel doFillPromotionItems() {
            return new ListBoxModel().add("require").add("ignore");
        }

        @Override
        @SuppressWarnings("deprecation") // A custom model can't refuse with a sentence of its own.
        public Step newInstance(Map<String, Object> arguments) throws AbortException {
            return Arguments.instantiate(getFunctionName(), PlanRolloutStep.class, arguments);
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            PlanRolloutStep step = (PlanRolloutStep)
                    super.newInstance(request, Choices.without(form, "environments", "customers", "where", "rings"));
            step.environments = Choices.names(form.optString("environments"));
            String customers = form.optString("customers");
            step.customers = customers.isBlank() ? "all" : Choices.read(customers);
            step.where = Choices.pairs(form.optString("where"));
            step.rings = Choices.names(form.optString("rings"));
            return step;
        }
    }
}
