package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import io.jenkins.plugins.rollout.source.Reading;
import io.jenkins.plugins.rollout.source.Sample;
import io.jenkins.plugins.rollout.source.Source.Answers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One check of one instance, while it is being judged: takes what was read, and has a verdict at some time. */
abstract class Trial {
    private static final String NEVER_SEEN =
            "no verdict: the query never gave a series, neither here nor in what this is compared with, as if it were"
                    + " misspelt; if there are none of these events yet, append 'or vector(0)' to it";

    private final Check check;
    private final Span span;
    private final Deque<Outcome> recent = new ArrayDeque<>();
    private final Growth growth;
    private boolean seen;
    private int counted;
    private int failures;
    private int inconclusive;
    private int errorsInARow;
    private Optional<Verdict> verdict = Optional.empty();
    private String reason = "";

    Trial(Check check, Span span) {
        this.check = check;
        this.span = span;
        this.growth = new Growth(check.source().countsByTime());
    }

    /** How long a check is asked. */
    enum Span {
        /** Until it has its verdict. */
        TO_VERDICT,
        /** As long as nothing is wrong; only the last measurements count, as many as a gate takes. */
        ENDLESS
    }

    /** @param family how many comparisons share the alpha */
    static Trial of(Check check, int family, Span span) {
        Criterion criterion = check.criterion();
        if (criterion instanceof Criterion.Sequential sequential) {
            return new SequentialTrial(check, sequential.comparison().inFamilyOf(family), span);
        }
        if (criterion instanceof Criterion.FixedWindow window) {
            return new WindowTrial(check, window, span);
        }
        return new ThresholdTrial(check, span);
    }

    final Check check() {
        return check;
    }

    /**
     * Takes what was read at one time.
     *
     * @param baseline empty if nothing is there to compare with
     */
    final Measurement take(Reading reading, List<BaselineReading> baseline) {
        seen |= tells(reading) || baseline.stream().anyMatch(one -> tells(one.reading()));
        Judged judged = judge(reading, baseline);
        count(judged);
        return new Measurement(
                check.name(), judged.outcome(), judged.detail(), reading.at(), reading.took(), judged.numbers());
    }

    private static boolean tells(Reading reading) {
        return reading.outcome() != Reading.Outcome.ERROR && reading.outcome() != Reading.Outcome.ABSENT;
    }

    /** What was made of a reading; {@code counts} if it is one of those that are wanted. */
    record Judged(Outcome outcome, String detail, Numbers numbers, boolean counts) {
        static Judged error(String detail) {
            return new Judged(Outcome.ERROR, detail, Numbers.NONE, false);
        }
    }

    private Judged judge(Reading reading, List<BaselineReading> baseline) {
        if (reading.outcome() == Reading.Outcome.ERROR) {
            return Judged.error(reading.detail());
        }
        if (reading.outcome() == Reading.Outcome.FAIL) {
            return new Judged(Outcome.FAIL, reading.detail(), Numbers.of(reading.samples()), true);
        }
        try {
            return assess(reading, baseline);
        } catch (IllegalArgumentException e) {
            return Judged.error(e.getMessage());
        }
    }

    /**
     * What a reading means that has told something.
     *
     * @throws IllegalArgumentException with why it means nothing
     */
    abstract Judged assess(Reading reading, List<BaselineReading> baseline);

    /** The samples of a reading; of counters, what has come since the one before, and nothing with the first. */
    final List<Sample> samples(Reading reading, String stream, boolean backwards) {
        List<Sample> samples = new ArrayList<>();
        for (Sample sample : reading.samples()) {
            if (!Double.isFinite(sample.value()) || !Double.isFinite(sample.exposure())) {
                throw new IllegalArgumentException("the answer is no number: " + sample.value());
            }
            if (check.source().answers() == Answers.COUNTERS) {
                growth.since(stream, sample, backwards).ifPresent(samples::add);
            } else {
                samples.add(sample);
            }
        }
        return samples;
    }

    private void count(Judged judged) {
        errorsInARow = judged.outcome() == Outcome.ERROR ? errorsInARow + 1 : 0;
        if (judged.counts()) {
            counted++;
        }
        Limits limits = check.limits();
        if (span == Span.ENDLESS) {
            countRecent(judged);
        } else if (judged.outcome() == Outcome.FAIL && ++failures > limits.failures()) {
            decide(Verdict.FAIL, failed(judged));
        } else if (judged.outcome() == Outcome.ERROR && errorsInARow > limits.consecutiveErrors()) {
            decide(Verdict.INCONCLUSIVE, notMeasured(judged));
        } else if (judged.outcome() == Outcome.INCONCLUSIVE
                && isFinal(judged)
                && ++inconclusive > limits.inconclusive()) {
            decide(Verdict.INCONCLUSIVE, judged.detail() + position());
        } else if (counted >= check.sampling().count()) {
            end();
        }
    }

    private void countRecent(Judged judged) {
        if (!judged.counts()) {
            return;
        }
        recent.add(judged.outcome());
        if (recent.size() > check.sampling().count()) {
            recent.remove();
        }
        failures = Collections.frequency(recent, Outcome.FAIL);
        if (failures > check.limits().failures()) {
            decide(Verdict.FAIL, judged.detail());
        }
    }

    /** Whether an inconclusive measurement is one for good, and not just on the way to a verdict. */
    boolean isFinal(Judged judged) {
        return judged.counts();
    }

    String failed(Judged judged) {
        int allowed = check.limits().failures();
        return allowed == 0
                ? judged.detail() + position()
                : failures + " of " + counted + " measurements failed, and " + allowed + " may; the last one: "
                        + judged.detail();
    }

    private String notMeasured(Judged judged) {
        return errorsInARow == 1
                ? judged.detail()
                : "not measured " + errorsInARow + " times in a row; the last time: " + judged.detail();
    }

    private String position() {
        return " (sample " + counted + " of " + counted + ")";
    }

    /** There are as many measurements as are wanted. */
    abstract void end();

    /** Where never anything was there, nothing can pass: who knows whether the question is right. */
    final void decide(Verdict decision, String why) {
        if (verdict.isPresent()) {
            return;
        }
        boolean blind = decision == Verdict.PASS && !seen;
        verdict = Optional.of(blind ? Verdict.INCONCLUSIVE : decision);
        reason = blind ? NEVER_SEEN : why;
    }

    final int counted() {
        return counted;
    }

    /** Of those that counted, how many neither failed nor were inconclusive. */
    final int passed() {
        return counted - failures - inconclusive;
    }

    /** Nothing while more is to be measured. */
    final Optional<Verdict> verdict() {
        return verdict;
    }

    final boolean isOpen() {
        return verdict.isEmpty();
    }

    /** Of the verdict; empty before. */
    final String reason() {
        return reason;
    }

    /** What can be said although more was to be measured. */
    abstract Verdict soFar();

    /** Why. */
    abstract String reasonSoFar();
}
