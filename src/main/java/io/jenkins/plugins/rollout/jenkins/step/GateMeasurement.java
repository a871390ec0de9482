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
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Takes the samples of one wave, and records each round. Stops soon when the wave is not due to be judged any more. */
final class GateMeasurement {
    /** How often to look whether it is, between two rounds. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

    private final BuildRollout driven;
    private final Decision.Judge judge;
    private final Gate gate;
    private final Sampler sampler;
    private final Consumer<InstanceHealth> onVerdict;

    /** @param onVerdict told of each instance that has its verdict, as soon as it has */
    GateMeasurement(
            BuildRollout driven, Decision.Judge judge, Gate gate, Sampler sampler, Consumer<InstanceHealth> onVerdict) {
        this.driven = driven;
        this.judge = judge;
        this.gate = gate;
        this.sampler = sampler;
        this.onVerdict = onVerdict;
    }

    /** Somebody ends the rollout, or something else comes first: nobody needs the rest. */
    private static final class NotDue extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Whether the wave is to be judged now. */
    static boolean isDue(Rollout rollout, BuildRollout driven, Wave wave) {
        return rollout.next(driven.clock()) instanceof Decision.Judge due
                && due.wave().equals(wave);
    }

    /** @return nothing if the wave is not due to be judged any more */
    Optional<List<InstanceHealth>> take() throws InterruptedException {
        Wave wave = judge.wave();
        List<Candidate> candidates = driven.read(rollout -> Exposure.candidates(rollout, judge));
        int tolerated = driven.read(rollout -> rollout.toleratedFailures(wave));
        Map<String, Measurement> verified = driven.read(rollout -> rollout.verified(wave));
        int workers = Math.max(1, Math.min(WaveMeasurement.AT_ONCE, candidates.size()));
        ExecutorService pool = Executors.newFixedThreadPool(workers, GateMeasurement::thread);
        try {
            return Optional.of(new WaveMeasurement(gate, sampler, pool, new WatchfulPace(Pace.of(driven.clock())))
                    .measure(
                            candidates,
                            () -> driven.read(rollout -> Exposure.oldRelease(rollout, wave)),
                            tolerated,
                            verified,
                            new Record()));
        } catch (NotDue e) {
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

    private void stopUnlessDue() {
        boolean isDue = driven.read(rollout -> isDue(rollout, driven, judge.wave()));
        if (!isDue) {
            throw new NotDue();
        }
    }

    private final class Record implements WaveMeasurement.Listener {
        @Override
        public void measured(Map<String, List<Measurement>> round) {
            Instant now = driven.clock().instant();
            List<RolloutEvent> events = new ArrayList<>();
            round.forEach((instance, sample) -> events.add(
                    new RolloutEvent.InstanceMeasured(now, judge.wave().number(), instance, sample)));
            driven.record(events);
            stopUnlessDue();
        }

        @Override
        public void judged(InstanceHealth health) {
            onVerdict.accept(health);
        }
    }

    /** Between two rounds may be hours. */
    private final class WatchfulPace implements Pace {
        private final Pace pace;

        WatchfulPace(Pace pace) {
            this.pace = pace;
        }

        @Override
        public Instant now() {
            return pace.now();
        }

        @Override
        public long nanoTime() {
            return pace.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            long end = nanoTime() + time.toNanos();
            for (long left = time.toNanos(); left > 0; left = end - nanoTime()) {
                pace.sleep(Duration.ofNanos(Math.min(left, LOOK_AROUND.toNanos())));
                if (left > LOOK_AROUND.toNanos()) {
                    stopUnlessDue();
                }
            }
        }
    }
}
