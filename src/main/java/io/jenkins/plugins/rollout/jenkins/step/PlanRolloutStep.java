package io.jenkins.plugins.rollout.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code planRollout}: plans a rollout, records it, and lets the build drive it. */
public final class PlanRolloutStep extends Step {
    private final String service;
    private final String version;
    private final List<String> environments;
    private String reason = "";
    private List<String> customers = List.of("all");

    @CheckForNull
    private StrategyDescription strategy;

    @DataBoundConstructor
    public PlanRolloutStep(String service, String version, List<String> environments) {
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

    public List<String> getEnvironments() {
        return environments;
    }

    public List<String> getCustomers() {
        return customers;
    }

    @DataBoundSetter
    public void setCustomers(List<String> customers) {
        this.customers = List.copyOf(customers);
    }

    public StrategyDescription getStrategy() {
        return strategy;
    }

    @DataBoundSetter
    public void setStrategy(StrategyDescription strategy) {
        this.strategy = strategy;
    }

    public String getReason() {
        return reason;
    }

    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = reason;
    }

    /** What was asked for, in the shape of a rollout file. */
    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("service", service);
        document.put("environments", environments);
        document.put("customers", customers.equals(List.of("all")) ? "all" : customers);
        document.put("strategy", (strategy == null ? new AllAtOnceStrategy() : strategy).section());
        return document;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new PlanRolloutExecution(context, SpecText.read(document()), version, reason);
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
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
    }
}
