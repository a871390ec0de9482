package io.jenkins.plugins.rollout.jenkins.step;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutRequest;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.RolloutNames;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.topology.Topology;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Plans beside the pipeline's thread. Where a restart came between, a rollout that was begun is not begun again. */
final class PlanRolloutExecution extends BackgroundExecution {
    private static final long serialVersionUID = 1L;

    private final String document;
    private final String version;
    private final String reason;
    private volatile String id = "";

    PlanRolloutExecution(StepContext context, RolloutSpec spec, String version, String reason) {
        super(context);
        this.document = spec.source().text();
        this.version = version;
        this.reason = reason;
    }

    @Override
    Object work() throws Exception {
        Run<?, ?> build = getContext().get(Run.class);
        TaskListener listener = getContext().get(TaskListener.class);
        BuildRollouts rollouts = BuildRollouts.get();
        if (!id.isEmpty() && rollouts.isBegun(id)) {
            return rollouts.of(build, id).read(PlanMap::of);
        }
        RolloutSpec spec = SpecText.read(document);
        Optional<RolloutRequest> request = RolloutRequest.of(build);
        Ledger ledger = ControllerLedger.get().ledger();
        Supplier<Plan> planner = planner(build, ledger, spec, request);
        id = RolloutNames.unused(ledger, planner.get(), Clock.systemUTC().instant());
        getContext().saveState();
        String why = request.map(RolloutRequest::reason).orElse(reason);
        BuildRollout rollout = rollouts.begin(build, id, spec, planner, why);
        return rollout.read(now -> {
            now.plan().warnings().forEach(listener.getLogger()::println);
            return PlanMap.of(now);
        });
    }

    private Supplier<Plan> planner(Run<?, ?> build, Ledger ledger, RolloutSpec spec, Optional<RolloutRequest> request) {
        Topology topology = TopologyConfiguration.get().topology();
        if (request.isPresent()) {
            return () -> request.get().plan(ledger, topology, spec);
        }
        Release release = new Release(spec.service(), version, List.of(), build.getExternalizableId());
        return () -> new Planner(topology, ledger).plan(spec, release);
    }
}
