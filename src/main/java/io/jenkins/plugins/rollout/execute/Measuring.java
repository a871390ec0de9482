package io.jenkins.plugins.rollout.execute;

import io.jenkins.plugins.rollout.health.BackgroundMeasurement;
import io.jenkins.plugins.rollout.health.Candidate;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Pace;
import io.jenkins.plugins.rollout.health.Sampler;
import io.jenkins.plugins.rollout.health.WaveMeasurement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Exposure;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.source.Laboratory;
import io.jenkins.plugins.rollout.source.Reading;
import io.jenkins.plugins.rollout.source.Subject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures for a driver, beside its thread: waves that are to be judged, and in the background those that have passed. */
final class Measuring {
    private final Gate gate;
    private final Sampler sampler;
    private final Clock clock;
    private final Mailbox mailbox;
    private final ExecutorService observers =
            Executors.newFixedThreadPool(WaveMeasurement.AT_ONCE, Driver.named("measure"));
    private final ExecutorService watchers = Executors.newCachedThreadPool(Driver.named("watch"));
    private final Watch watch = new Watch();
    private boolean watching;

    Measuring(Gate gate, Laboratory laboratory, Mailbox mailbox) {
        this.gate = gate;
        this.sampler = Sampler.here(laboratory);
        this.clock = laboratory.clock();
        this.mailbox = mailbox;
    }

    /** Measures a wave; the mailbox is rung when the result is there. */
    Future<List<InstanceHealth>> measure(Rollout rollout, Decision.Judge judge) {
        Wave wave = judge.wave();
        List<Candidate> candidates = Exposure.candidates(rollout, judge);
        List<Subject> oldRelease = Exposure.oldRelease(rollout, wave);
        int tolerated = rollout.toleratedFailures(wave);
        CompletableFuture<List<InstanceHealth>> health = new CompletableFuture<>();
        watchers.execute(() -> {
            try {
                health.complete(new WaveMeasurement(gate, sampler, observers, Pace.of(clock))
                        .measure(
                                candidates,
                                () -> oldRelease,
                                tolerated,
                                Map.of(),
                                round -> mailbox.post(measured(wave.number(), round))));
            } catch (InterruptedException | RuntimeException | Error e) {
                health.completeExceptionally(e);
            } finally {
                mailbox.ring();
            }
        });
        return health;
    }

    private List<RolloutEvent> measured(int wave, Map<String, List<Measurement>> round) {
        Instant now = clock.instant();
        List<RolloutEvent> events = new ArrayList<>();
        round.forEach((instance, sample) -> events.add(new RolloutEvent.InstanceMeasured(now, wave, instance, sample)));
        return events;
    }

    /** Only a check that knows the version tells a finished deployment from one that has not begun. */
    boolean isThere(Subject subject) throws InterruptedException {
        return gate.provesVersion()
                && sampler.sample(gate.provingVersion(subject)).stream()
                        .allMatch(one -> one.outcome() == Reading.Outcome.PASS);
    }

    /** Goes on looking at waves that have passed, if the gate says so. */
    void watch(Rollout rollout) {
        if (!gate.background() || gate.isOpen()) {
            return;
        }
        watch.update(rollout);
        if (!watching) {
            watching = true;
            watchers.execute(() -> {
                try {
                    new BackgroundMeasurement(gate, sampler, observers, Pace.of(clock)).run(watch, watch);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (RuntimeException | Error e) {
                    mailbox.fail(e);
                    mailbox.ring();
                }
            });
        }
    }

    ExecutorService observers() {
        return observers;
    }

    void end() {
        watchers.shutdownNow();
        observers.shutdownNow();
    }

    /** What the driver's thread knows, for the thread that looks at it. */
    private final class Watch implements BackgroundMeasurement.Waves, BackgroundMeasurement.Listener {
        private volatile Exposure.Passed passed = Exposure.Passed.NONE;

        void update(Rollout rollout) {
            passed = Exposure.passed(rollout);
        }

        @Override
        public Map<Integer, List<Candidate>> passed() {
            return passed.candidates();
        }

        @Override
        public List<Subject> oldRelease(int wave) {
            return Optional.ofNullable(passed.oldRelease().get(wave)).orElse(List.of());
        }

        @Override
        public void measured(int wave, Map<String, List<Measurement>> round) {
            mailbox.post(Measuring.this.measured(wave, round));
        }

        @Override
        public void harm(int wave, String instance, String reason) {
            mailbox.post(List.of(new RolloutEvent.HarmFound(clock.instant(), wave, instance, reason)));
        }
    }
}
