package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.source.Inquiry;
import io.jenkins.plugins.rollout.source.Reading;
import io.jenkins.plugins.rollout.source.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
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

    /** Takes what was measured in one round, by instance. */
    @FunctionalInterface
    public interface Listener {
        void measured(Map<String, List<Measurement>> round);
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
            return candidates.stream()
                    .map(candidate -> unasked(candidate.name(), before))
                    .toList();
        }
        WaveTrial trial = new WaveTrial(gate, candidates, before);
        Instant began = pace.now();
        Schedule schedule = new Schedule(gate.checks(), pace.nanoTime());
        boolean first = true;
        while (first || trial.countFailed() <= tolerated) {
            Schedule.Round round = schedule.next(check -> !trial.wanting(check).isEmpty());
            if (round.checks().isEmpty()) {
                break;
            }
            sleepUntil(round.at());
            listener.measured(new Round(trial, round.checks(), oldRelease.get(), began).take());
            trial.lookTogether(round.checks());
            first = false;
        }
        return trial.health();
    }

    private static InstanceHealth unasked(String instance, Map<String, Measurement> before) {
        return before.containsKey(instance)
                ? InstanceHealth.judge(instance, List.of(before.get(instance)))
                : new InstanceHealth(instance, Verdict.PASS, "deployed; the gate asks nothing");
    }

    private void sleepUntil(long nanoTime) throws InterruptedException {
        long nanos = nanoTime - pace.nanoTime();
        if (nanos > 0) {
            pace.sleep(Duration.ofNanos(nanos));
        }
    }

    /** What is asked at one time. */
    private final class Round {
        private final WaveTrial trial;
        private final List<Check> checks;
        private final List<Subject> oldRelease;
        private final Instant began;
        private final Instant now = pace.now();

        Round(WaveTrial trial, List<Check> checks, List<Subject> oldRelease, Instant began) {
            this.trial = trial;
            this.checks = checks;
            this.oldRelease = oldRelease;
            this.began = began;
        }

        /** What one instance is asked, and what it is compared with. */
        private record Asked(Check check, Inquiry inquiry, List<Baselines.Question> baseline) {}

        Map<String, List<Measurement>> take() throws InterruptedException {
            Map<String, List<Asked>> asked = new LinkedHashMap<>();
            for (Check check : checks) {
                for (Candidate candidate : trial.wanting(check)) {
                    asked.computeIfAbsent(candidate.name(), name -> new ArrayList<>())
                            .add(new Asked(
                                    check,
                                    Inquiry.now(check.source(), candidate.subject()),
                                    Baselines.questions(check, candidate, oldRelease, began, now)));
                }
            }
            Map<Inquiry, Reading> answers = answers(asked);
            Map<String, List<Measurement>> round = new LinkedHashMap<>();
            asked.forEach((name, questions) -> round.put(
                    name,
                    questions.stream()
                            .map(one -> measurement(name, one, answers))
                            .toList()));
            return round;
        }

        private Measurement measurement(String name, Asked asked, Map<Inquiry, Reading> answers) {
            List<BaselineReading> baseline = asked.baseline().stream()
                    .map(question -> new BaselineReading(
                            question.stream(), question.backwards(), answers.get(question.inquiry())))
                    .toList();
            return trial.instance(name).trial(asked.check()).take(answers.get(asked.inquiry()), baseline);
        }

        /** Each question is asked once, however many instances are compared with the answer. */
        private Map<Inquiry, Reading> answers(Map<String, List<Asked>> asked) throws InterruptedException {
            Map<String, Set<Inquiry>> byInstance = new LinkedHashMap<>();
            asked.values().stream().flatMap(List::stream).forEach(one -> {
                byInstance
                        .computeIfAbsent(one.inquiry().subject().instance(), name -> new LinkedHashSet<>())
                        .add(one.inquiry());
                one.baseline().forEach(question -> byInstance
                        .computeIfAbsent(question.inquiry().subject().instance(), name -> new LinkedHashSet<>())
                        .add(question.inquiry()));
            });
            Map<List<Inquiry>, Future<List<Reading>>> running = new LinkedHashMap<>();
            for (Set<Inquiry> inquiries : byInstance.values()) {
                List<Inquiry> list = List.copyOf(inquiries);
                running.put(list, workers.submit(() -> sampler.sample(list)));
            }
            Map<Inquiry, Reading> answers = new LinkedHashMap<>();
            for (Map.Entry<List<Inquiry>, Future<List<Reading>>> entry : running.entrySet()) {
                List<Reading> readings = await(entry.getValue());
                for (int i = 0; i < readings.size(); i++) {
                    answers.put(entry.getKey().get(i), readings.get(i));
                }
            }
            return answers;
        }
    }

    private static <T> T await(Future<T> sample) throws InterruptedException {
        try {
            return sample.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException("a source must not throw", e.getCause());
        }
    }
}
