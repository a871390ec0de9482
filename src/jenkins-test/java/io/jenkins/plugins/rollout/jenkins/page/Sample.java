package io.jenkins.plugins.rollout.jenkins.page;

import hudson.model.Run;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Outcome;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rollouts of builds for tests, told event by event. */
final class Sample {
    private static final List<Sample> BEGUN = new ArrayList<>();

    final String id;
    private final BuildRollout rollout;

    private Sample(String id, BuildRollout rollout) {
        this.id = id;
        this.rollout = rollout;
        BEGUN.add(this);
    }

    /** Ends what tests have left open, so that it holds no instance. */
    static void endAll() {
        BEGUN.stream()
                .filter(sample -> sample.rollout.read(now -> now.finished().isEmpty()))
                .forEach(sample -> sample.finish(Outcome.ABORTED));
        BEGUN.clear();
    }

    /** Begins one of every instance in production: a canary of one, then the others. */
    static Sample begin(Run<?, ?> build, String id, String version) throws IOException {
        RolloutSpec spec = RolloutSpecReader.read(new RolloutSpec.Source("test", Path.of("."), """
                service: billing
                environments: [production]
                customers: all
                strategy:
                  canary: {first: 1, then: [100%%]}
                """.replace("%%", "%")));
        Planner planner = new Planner(
                TopologyConfiguration.get().topology(), ControllerLedger.get().ledger());
        Release release = new Release("billing", version, List.of(), build.getExternalizableId());
        return new Sample(
                id, BuildRollouts.get().begin(build, id, spec, () -> planner.plan(spec, release), "for a test"));
    }

    Sample deploy(int wave) {
        Wave told = rollout.wave(wave);
        List<RolloutEvent> events = new ArrayList<>();
        events.add(new RolloutEvent.WaveStarted(now(), wave));
        for (Placement placement : told.placements()) {
            events.add(new RolloutEvent.InstanceStarted(now(), wave, placement.name(), 1));
            events.add(new RolloutEvent.InstanceDeployed(now(), wave, placement.name()));
        }
        rollout.record(events);
        return this;
    }

    Sample start(int wave, String instance) {
        List<RolloutEvent> events = new ArrayList<>();
        if (!rollout.read(now -> now.isStarted(now.wave(wave).orElseThrow()))) {
            events.add(new RolloutEvent.WaveStarted(now(), wave));
        }
        events.add(new RolloutEvent.InstanceStarted(now(), wave, instance, 1));
        rollout.record(events);
        return this;
    }

    Sample measure(int wave, Measurement one) {
        List<RolloutEvent> events = new ArrayList<>();
        for (Placement placement : rollout.wave(wave).placements()) {
            events.add(new RolloutEvent.InstanceMeasured(now(), wave, placement.name(), List.of(one)));
        }
        rollout.record(events);
        return this;
    }

    Sample pass(int wave) {
        List<InstanceHealth> health = rollout.wave(wave).placements().stream()
                .map(placement -> new InstanceHealth(placement.name(), Verdict.PASS, "all is well"))
                .toList();
        rollout.record(List.of(new RolloutEvent.WaveJudged(now(), wave, Verdict.PASS, "all is well", health)));
        return this;
    }

    Sample hold(String question) {
        rollout.record(List.of(new RolloutEvent.ApprovalRequested(now(), question)));
        return this;
    }

    Sample finish(Outcome outcome) {
        rollout.record(List.of(new RolloutEvent.RolloutFinished(now(), outcome, "every instance is healthy")));
        return this;
    }

    private Instant now() {
        return rollout.clock().instant();
    }
}
