package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.source.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * Goes on asking a gate's checks of waves that have passed, while later ones run. It can only find harm: of checks that look
 * at each measurement, more failures than may be among the last ones; of comparisons, that the new release is worse. Fixed
 * windows have had their one look.
 */
public final class BackgroundMeasurement {
    /** How often to look who is to be measured. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

    private final Gate gate;
    private final Inquirer inquirer;
    private final Pace pace;
    private final Map<Integer, Watched> waves = new LinkedHashMap<>();

    public BackgroundMeasurement(Gate gate, Sampler sampler, ExecutorService workers, Pace pace) {
        this.gate = gate;
        this.inquirer = new Inquirer(sampler, workers);
        this.pace = pace;
    }

    /** What is to be measured at a time. */
    public interface Waves {
        /** Instances that have the new release and were found healthy, by the number of their wave. */
        Map<Integer, List<Candidate>> passed();

        /** Instances of the wave's environment that still run the old release. */
        List<Subject> oldRelease(int wave);
    }

    /** Takes what comes of it. */
    public interface Listener {
        void measured(int wave, Map<String, List<Measurement>> round);

        /** Said once of each instance. */
        void harm(int wave, String instance, String reason);
    }

    /** Measures until its thread is interrupted. */
    public void run(Waves measured, Listener listener) throws InterruptedException {
        while (true) {
            look(measured, listener);
            pace.sleep(LOOK_AROUND);
        }
    }

    /** Asks what is due by now: for whoever calls this every second or so, on one thread. */
    public void look(Waves measured, Listener listener) throws InterruptedException {
        Map<Integer, List<Candidate>> passed = measured.passed();
        waves.keySet().retainAll(passed.keySet());
        for (Map.Entry<Integer, List<Candidate>> wave : passed.entrySet()) {
            int number = wave.getKey();
            Watched watched = waves.computeIfAbsent(number, unknown -> new Watched(wave.getValue()));
            Set<String> present = new HashSet<>();
            wave.getValue().forEach(candidate -> present.add(candidate.name()));
            watched.look(number, present, measured, listener);
        }
    }

    private final class Watched {
        private final WaveTrial trial;
        private final Schedule schedule;
        private final Instant began = pace.now();
        private final Set<String> told = new HashSet<>();

        Watched(List<Candidate> candidates) {
            this.trial = new WaveTrial(gate, candidates, Map.of(), Trial.Span.ENDLESS);
            List<Check> checks = gate.checks().stream()
                    .filter(check -> !(check.criterion() instanceof Criterion.FixedWindow))
                    .toList();
            this.schedule = new Schedule(checks, pace.nanoTime());
        }

        void look(int wave, Set<String> present, Waves measured, Listener listener) throws InterruptedException {
            trial.keep(present);
            while (schedule.isDue(pace.nanoTime(), this::isWanted)) {
                List<Check> checks =
                        schedule.next(this::isWanted, pace.nanoTime()).checks();
                Round.Moment moment = new Round.Moment(began, pace.now());
                listener.measured(wave, new Round(trial, checks, measured.oldRelease(wave), moment).take(inquirer));
            }
            for (InstanceHealth health : trial.health()) {
                if (health.verdict() == Verdict.FAIL
                        && present.contains(health.instance())
                        && told.add(health.instance())) {
                    listener.harm(wave, health.instance(), health.reason());
                }
            }
        }

        private boolean isWanted(Check check) {
            return !trial.wanting(check).isEmpty();
        }
    }
}
