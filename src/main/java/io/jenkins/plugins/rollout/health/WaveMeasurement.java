package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.source.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * Asks a gate's checks of many instances at the same time, until each has its verdict. An instance that has failed is not
 * asked again, and when more have failed than may, nobody is: the evidence suffices.
 */
public final class WaveMeasurement {
    /** How many instances are asked at the same time at most. */
    public static final int AT_ONCE = 64;

    private final Gate gate;
    private final Sampler sampler;
    private final ExecutorService workers;
    private final Pace pace;

    /** @param workers bound how many instances are asked at the same time */
    public WaveMeasurement(Gate gate, Sampler sampler, ExecutorService workers, Pace pace) {
        this.gate = gate;
        this.sampler = sampler;
        this.workers = workers;
        this.pace = pace;
    }

    /** Takes what comes of it. */
    @FunctionalInterface
    public interface Listener {
        /** What was measured in one round, by instance. */
        void measured(Map<String, List<Measurement>> round);

        /** An instance has its verdict; said once of each, as soon as it is known. */
        default void judged(InstanceHealth health) {}
    }

    /**
     * Takes as many samples as are needed.
     *
     * @param oldRelease those that still run the old release; asked before each round
     * @param tolerated how many instances may fail before the rest is judged by what was seen of it
     * @param before what a pipeline's own tests have said of some of them, by instance; one that failed is not asked, and
     *     counts as failed. The others are asked once in any case: who passed those tests may be sick all the same.
     */
    public List<InstanceHealth> measure(
            List<Candidate> candidates,
            Supplier<List<Subject>> oldRelease,
            int tolerated,
            Map<String, Measurement> before,
            Listener listener)
            throws InterruptedException {
        if (gate.isOpen()) {
            List<InstanceHealth> unasked = candidates.stream()
                    .map(candidate -> unasked(candidate.name(), before))
                    .toList();
            unasked.forEach(listener::judged);
            return unasked;
        }
        WaveTrial trial = new WaveTrial(gate, candidates, before, Trial.Span.TO_VERDICT);
        Instant began = pace.now();
        Schedule schedule = new Schedule(gate.checks(), pace.nanoTime());
        Set<String> told = new HashSet<>();
        boolean first = true;
        while (first || trial.countFailed() <= tolerated) {
            Schedule.Round round = schedule.next(check -> !trial.wanting(check).isEmpty(), pace.nanoTime());
            if (round.checks().isEmpty()) {
                break;
            }
            sleepUntil(round.at());
            listener.measured(round(trial, round.checks(), oldRelease.get(), began));
            tell(trial.settled(), told, listener);
            first = false;
        }
        List<InstanceHealth> health = trial.health();
        tell(health, told, listener);
        return health;
    }

    private static void tell(List<InstanceHealth> known, Set<String> told, Listener listener) {
        known.stream().filter(one -> told.add(one.instance())).forEach(listener::judged);
    }

    private static InstanceHealth unasked(String instance, Map<String, Measurement> before) {
        return before.containsKey(instance)
                ? InstanceHealth.judge(instance, List.of(before.get(instance)))
                : new InstanceHealth(instance, Verdict.PASS, "deployed; the gate asks nothing");
    }

    private Map<String, List<Measurement>> round(
            WaveTrial trial, List<Check> checks, List<Subject> oldRelease, Instant began) throws InterruptedException {
        Round.Moment moment = new Round.Moment(began, pace.now());
        return new Round(trial, checks, oldRelease, moment).take(new Inquirer(sampler, workers));
    }

    private void sleepUntil(long nanoTime) throws InterruptedException {
        long nanos = nanoTime - pace.nanoTime();
        if (nanos > 0) {
            pace.sleep(Duration.ofNanos(nanos));
        }
    }
}
