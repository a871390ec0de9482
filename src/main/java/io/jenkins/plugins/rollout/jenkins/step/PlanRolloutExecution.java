package io.jenkins.plugins.rollout.jenkins.step;

import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.source.Addresses;
import java.util.Optional;
import java.util.concurrent.Future;
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
        BuildRollouts rollouts = BuildRollouts.get();
        RolloutSpec spec = SpecText.read(document);
        Addresses servers = GateArguments.addresses(getContext());
        if (!id.isEmpty() && rollouts.isBegun(id)) {
            WatchServers.keep(build, id, spec.gate(), servers);
            return rollouts.own(build, id).read(PlanMap::of);
        }
        Planning planning = new Planning(getContext(), spec);
        Optional<Artifact> artifact = planning.archive(getContext());
        Supplier<Plan> planner = planning.planner(version, artifact);
        id = planning.id(planner);
        // Durable before the rollout is: after a crash in between, the step must know it again.
        Future<?> saved = getContext().saveState();
        saved.get();
        WatchServers.keep(build, id, spec.gate(), servers);
        return planning.begin(id, planner, reason).read(PlanMap::of);
    }
}
