package io.jenkins.plugins.rollout.jenkins.step;

import io.jenkins.plugins.rollout.health.Candidate;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Pace;
import io.jenkins.plugins.rollout.health.Sampler;
import io.jenkins.plugins.rollout.health.WaveMeasurement;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Exposure;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes the samples of one wave, and records each round. */
final class GateMeasurement {
    private final BuildRollout driven;
    private final Decision.Judge judge;
    private final Gate gate;
    private final Sampler sampler;

    GateMeasurement(BuildRollout driven, Decision.Judge judge, Gate gate, Sampler sampler) {
        this.driven = driven;
        this.judge = judge;
        this.gate = gate;
        this.sampler = sampler;
    }

    /** Somebody ends the rollout: nobody needs the rest. */
    private static final class Aborted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @return nothing if the rollout was aborted meanwhile */
    Optional<List<InstanceHealth>> take() throws InterruptedException {
        Wave wave = judge.wave();
        List<Candidate> candidates = driven.read(rollout -> Exposure.candidates(rollout, judge));
        int tolerated = driven.read(rollout -> rollout.toleratedFailures(wave));
        Map<String, Measurement> verified = driven.read(rollout -> rollout.verified(wave));
        int workers = Math.max(1, Math.min(WaveMeasurement.AT_ONCE, candidates.size()));
        ExecutorService pool = Executors.newFixedThreadPool(workers, GateMeasurement::thread);
        try {
            return Optional.of(new WaveMeasurement(gate, sampler, pool, Pace.of(driven.clock()))
                    .measure(
                            candidates,
                            () -> driven.read(rollout -> Exposure.oldRelease(rollout, wave)),
                            tolerated,
                            verified,
                            this::record));
        } catch (Aborted e) {
            return Optional.empty();
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "rollout-measure");
        thread.setDaemon(true);
        return thread;
    }

    private void record(Map<String, List<Measurement>> round) {
        Instant now = driven.clock().instant();
        List<RolloutEvent> events = new ArrayList<>();
        round.forEach((instance, sample) ->
                events.add(new RolloutEvent.InstanceMeasured(now, judge.wave().number(), instance, sample)));
        driven.record(events);
        boolean aborted = driven.read(rollout -> rollout.abort().isPresent());
        if (aborted) {
            throw new Aborted();
        }
    }
}
