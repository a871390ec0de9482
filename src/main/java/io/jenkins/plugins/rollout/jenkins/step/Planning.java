package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRegistry;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.ReleaseArchive;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutRequest;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.RolloutNames;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.topology.Topology;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Plans a rollout in a build: that of the release that its pipeline made, or, where the build was started for something
 * else, what was asked for.
 */
final class Planning {
    private final Run<?, ?> build;
    private final TaskListener listener;
    private final RolloutSpec spec;
    private final Optional<RolloutRequest> request;
    private final Ledger ledger = ControllerLedger.get().ledger();

    Planning(StepContext context, RolloutSpec spec) throws IOException, InterruptedException {
        this.build = context.get(Run.class);
        this.listener = context.get(TaskListener.class);
        this.spec = spec;
        this.request = RolloutRequest.of(build);
    }

    /**
     * Archives the release's artifact in the build, unless the build has archived it before and it isn't at hand here.
     *
     * @return nothing if the release has none, or if the build brings another one than its own
     */
    Optional<Artifact> archive(StepContext context) throws IOException, InterruptedException {
        if (spec.artifact().isEmpty() || request.isPresent()) {
            return Optional.empty();
        }
        FilePath workspace = context.get(FilePath.class);
        ReleaseArchive archive = new ReleaseArchive(build, listener);
        if (workspace == null) {
            Optional<Artifact> kept = archive.kept(spec.artifact());
            if (kept.isPresent()) {
                return kept;
            }
            throw new AbortException("there is no workspace here that could have the artifact '" + spec.artifact()
                    + "'; call the step inside node, or leave 'artifact' out");
        }
        return Optional.of(archive.archive(spec.artifact(), workspace, context.get(Launcher.class)));
    }

    /** Makes the plan, each time anew. */
    Supplier<Plan> planner(String version, Optional<Artifact> artifact) {
        Topology topology = TopologyConfiguration.get().topology();
        if (request.isPresent()) {
            return () -> request.get().plan(ledger, topology, spec);
        }
        List<Artifact> artifacts = artifact.stream().toList();
        Release release = new Release(spec.service(), version, artifacts, build.getExternalizableId());
        if (!artifacts.isEmpty()) {
            BuildRegistry.get().has(build, release);
        }
        return () -> new Planner(topology, ledger).plan(spec, release);
    }

    /** An id that no rollout has. */
    String id(Supplier<Plan> planner) {
        return RolloutNames.unused(ledger, planner.get(), Clock.systemUTC().instant());
    }

    /** Begins it. */
    BuildRollout begin(String id, Supplier<Plan> planner, String reason) throws IOException {
        String why = request.map(RolloutRequest::reason).orElse(reason);
        BuildRollout rollout = BuildRollouts.get().begin(build, id, spec, planner, why);
        List<String> warnings = rollout.read(now -> now.plan().warnings());
        warnings.forEach(listener.getLogger()::println);
        return rollout;
    }
}
