package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.health.Measurement.Outcome;
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
public final class WaveMeasurement {
    /** How many instances are asked at the same time at most. */
    public static final int AT_ONCE = 64;

    private final Gate gate;
    private final Sampler sampler;
    private final ExecutorService workers;

    /** @param workers bound how many instances are asked at the same time */
    public WaveMeasurement(Gate gate, Sampler sampler, ExecutorService workers) {
        this.gate = gate;
        this.sampler = sampler;
        this.workers = workers;
    }

    /** Takes what was measured in one round, by instance. */
    @FunctionalInterface
    public interface Listener {
        void measured(Map<String, List<Measurement>> round);
    }

    /**
     * Takes all samples, or as many as are needed.
     *
     * @param tolerated how many instances may fail before the rest is judged by what was seen of it
     * @param before what a pipeline's own tests have said of some of them, by instance; one that failed is not asked, and
     *     counts as failed. The others are asked once in any case: who passed those tests may be sick all the same.
     */
    public List<InstanceHealth> measure(
            List<Subject> subjects, int tolerated, Map<String, Measurement> before, Listener listener)
            throws InterruptedException {
        if (gate.isOpen()) {
            return subjects.stream()
                    .map(subject -> unasked(subject.instance(), before))
                    .toList();
        }
        Map<String, List<Measurement>> all = new LinkedHashMap<>();
        Set<String> failed = new LinkedHashSet<>();
        for (Subject subject : subjects) {
            List<Measurement> known = new ArrayList<>();
            if (before.containsKey(subject.instance())) {
                known.add(before.get(subject.instance()));
            }
            all.put(subject.instance(), known);
            if (isFailed(known)) {
                failed.add(subject.instance());
            }
        }
        long start = System.nanoTime();
        for (int sample = 0; sample < gate.samples() && (sample == 0 ? 0 : failed.size()) <= tolerated; sample++) {
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
                if (isFailed(measurements)) {
                    failed.add(instance);
                }
            });
        }
        return all.entrySet().stream()
                .map(entry -> InstanceHealth.judge(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static InstanceHealth unasked(String instance, Map<String, Measurement> before) {
        return before.containsKey(instance)
                ? InstanceHealth.judge(instance, List.of(before.get(instance)))
                : new InstanceHealth(instance, Verdict.PASS, "deployed; the gate asks nothing");
    }

    private static boolean isFailed(List<Measurement> measurements) {
        return measurements.stream().anyMatch(one -> one.outcome() == Outcome.FAIL);
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
            asked.put(subject.instance(), workers.submit(() -> sampler.sample(gate, subject)));
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
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException("a check must not throw", e.getCause());
        }
    }
}
