package io.jenkins.plugins.rollout.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.RolloutNames;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Release;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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
        return new Execution(context, SpecText.read(document()).source().text(), version, reason);
    }

    /** Plans beside the pipeline's thread. Where a restart came between, a rollout that was begun is not begun again. */
    private static final class Execution extends BackgroundExecution {
        private static final long serialVersionUID = 1L;

        private final String document;
        private final String version;
        private final String reason;
        private volatile String id = "";

        Execution(StepContext context, String document, String version, String reason) {
            super(context);
            this.document = document;
            this.version = version;
            this.reason = reason;
        }

        @Override
        Object work() throws Exception {
            Run<?, ?> build = getContext().get(Run.class);
            TaskListener listener = getContext().get(TaskListener.class);
            BuildRollouts rollouts = BuildRollouts.get();
            if (!id.isEmpty() && rollouts.isBegun(id)) {
                return PlanMap.of(rollouts.of(build, id).read(rollout -> rollout));
            }
            RolloutSpec spec = SpecText.read(document);
            Ledger ledger = ControllerLedger.get().ledger();
            Release release = new Release(spec.service(), version, List.of(), build.getExternalizableId());
            Supplier<Plan> planner =
                    () -> new Planner(TopologyConfiguration.get().topology(), ledger).plan(spec, release);
            id = RolloutNames.unused(ledger, planner.get(), Clock.systemUTC().instant());
            getContext().saveState();
            BuildRollout rollout = rollouts.begin(build, id, spec, planner, reason);
            rollout.read(now -> now).plan().warnings().forEach(listener.getLogger()::println);
            return PlanMap.of(rollout.read(now -> now));
        }
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
