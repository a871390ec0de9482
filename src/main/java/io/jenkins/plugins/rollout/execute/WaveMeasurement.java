package io.jenkins.plugins.rollout.execute;

import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Laboratory;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import io.jenkins.plugins.rollout.health.Subject;
import io.jenkins.plugins.rollout.health.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Asks a gate's checks of many instances at the same time, sample by sample. An instance that has failed is not asked
 * again, and when more have failed than may, nobody is: the evidence suffices.
 */
final class WaveMeasurement {
    private final Gate gate;
    private final Laboratory laboratory;
    private final ExecutorService workers;

    /** @param workers bound how many instances are asked at the same time */
    WaveMeasurement(Gate gate, Laboratory laboratory, ExecutorService workers) {
        this.gate = gate;
        this.laboratory = laboratory;
        this.workers = workers;
    }

    /** Takes what was measured in one round, by instance. */
    @FunctionalInterface
    interface Listener {
        void measured(Map<String, List<Measurement>> round);
    }

    /**
     * Takes all samples, or as many as are needed.
     *
     * @param tolerated how many instances may fail before the rest is judged by what was seen of it
     */
    List<InstanceHealth> measure(List<Subject> subjects, int tolerated, Listener listener) throws InterruptedException {
        if (gate.isOpen()) {
            return subjects.stream()
                    .map(subject ->
                            new InstanceHealth(subject.instance(), Verdict.PASS, "deployed; the gate asks nothing"))
                    .toList();
        }
        Map<String, List<Measurement>> all = new LinkedHashMap<>();
        subjects.forEach(subject -> all.put(subject.instance(), new ArrayList<>()));
        Set<String> failed = new LinkedHashSet<>();
        long start = System.nanoTime();
        for (int sample = 0; sample < gate.samples() && failed.size() <= tolerated; sample++) {
            List<Subject> open = subjects.stream()
                    .filter(subject -> !failed.contains(subject.instance()))
                    .toList();
            if (open.isEmpty()) {
                break;
            }
            sleepUntil(start + gate.interval().multipliedBy(sample).toNanos());
            Map<String, List<Measurement>> round = round(open);
            listener.measured(round);
            round.forEach((instance, measurements) -> {
                all.get(instance).addAll(measurements);
                if (measurements.stream().anyMatch(one -> one.outcome() == Outcome.FAIL)) {
                    failed.add(instance);
                }
            });
        }
        return all.entrySet().stream()
                .map(entry -> InstanceHealth.judge(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        long nanos = nanoTime - System.nanoTime();
        if (nanos > 0) {
            Thread.sleep(Duration.ofNanos(nanos).toMillis());
        }
    }

    private Map<String, List<Measurement>> round(List<Subject> subjects) throws InterruptedException {
        Map<String, Future<List<Measurement>>> asked = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            asked.put(subject.instance(), workers.submit(() -> sample(subject)));
        }
        Map<String, List<Measurement>> round = new LinkedHashMap<>();
        for (Map.Entry<String, Future<List<Measurement>>> entry : asked.entrySet()) {
            round.put(entry.getKey(), await(entry.getValue()));
        }
        return round;
    }

    private static List<Measurement> await(Future<List<Measurement>> sample) throws InterruptedException {
        try {
            return sample.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check must not throw", e.getCause());
        }
    }

    /** Whether an instance that passes is known to run the version in question. */
    boolean provesVersion() {
        return gate.provesVersion();
    }

    /** Every check once, one after the other. */
    List<Measurement> sample(Subject subject) throws InterruptedException {
        List<Measurement> sample = new ArrayList<>();
        for (Check check : gate.checks()) {
            sample.add(check.measure(subject, laboratory));
        }
        return sample;
    }
}
