package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import io.jenkins.plugins.rollout.source.Reading;
import io.jenkins.plugins.rollout.source.Sample;
import io.jenkins.plugins.rollout.source.Source.Answers;
import java.util.List;
import java.util.stream.Stream;

/** Looks at each measurement by itself, and counts. */
final class ThresholdTrial extends Trial {
    ThresholdTrial(Check check, Span span) {
        super(check, span);
    }

    @Override
    Judged assess(Reading reading, List<BaselineReading> baseline) {
        if (!(check().criterion() instanceof Criterion.Conditions conditions)) {
            return new Judged(Outcome.PASS, reading.detail(), Numbers.of(reading.samples()), true);
        }
        boolean counts = check().source().answers() == Answers.COUNTERS;
        // A condition may ask for what is no number; a difference of such tells nothing.
        List<Sample> samples = counts ? samples(reading, "", false) : reading.samples();
        if (samples.isEmpty()) {
            return counts
                    ? new Judged(Outcome.INCONCLUSIVE, "counting begins", Numbers.NONE, false)
                    : Judged.error("there is no number in the answer");
        }
        List<Double> result = samples.stream().map(ThresholdTrial::rate).toList();
        Outcome outcome = outcome(conditions, result);
        List<Sample> finite = samples.stream()
                .filter(sample -> Double.isFinite(sample.value()))
                .toList();
        return new Judged(outcome, detail(conditions, outcome, result), Numbers.of(finite), true);
    }

    private static double rate(Sample sample) {
        if (!Double.isFinite(sample.exposure())) {
            throw new IllegalArgumentException("the answer is no number: " + sample.exposure());
        }
        if (sample.exposure() == 0) {
            throw new IllegalArgumentException("there was no traffic");
        }
        return sample.value() / sample.exposure();
    }

    private static Outcome outcome(Criterion.Conditions conditions, List<Double> result) {
        boolean succeeds = conditions.success().stream().anyMatch(condition -> condition.test(result));
        boolean fails = conditions.failure().stream().anyMatch(condition -> condition.test(result));
        if (fails) {
            return Outcome.FAIL;
        }
        if (succeeds || conditions.success().isEmpty()) {
            requireFinite(conditions, result);
            return Outcome.PASS;
        }
        return conditions.failure().isEmpty() ? Outcome.FAIL : Outcome.INCONCLUSIVE;
    }

    /** What is infinite is less or more than all that is wanted, and no reason to let anybody pass who did not think of it. */
    private static void requireFinite(Criterion.Conditions conditions, List<Double> result) {
        boolean isWanted = Stream.concat(conditions.success().stream(), conditions.failure().stream())
                .anyMatch(Condition::knowsInfinity);
        result.stream()
                .filter(value -> value.isInfinite() && !isWanted)
                .findFirst()
                .ifPresent(value -> {
                    throw new IllegalArgumentException("the answer is no finite number: " + value);
                });
    }

    private static String detail(Criterion.Conditions conditions, Outcome outcome, List<Double> result) {
        String is = "result is " + Figures.list(result);
        return switch (outcome) {
            case PASS -> is;
            case FAIL ->
                conditions.failure().isEmpty()
                        ? is + ", wanted " + conditions.success().get(0).text()
                        : is + ", and " + conditions.failure().get(0).text() + " is a failure";
            default ->
                is + ": neither is " + conditions.success().get(0).text() + " nor "
                        + conditions.failure().get(0).text();
        };
    }

    @Override
    void end() {
        decide(Verdict.PASS, reasonSoFar());
    }

    /** Nothing was wrong yet. */
    @Override
    Verdict soFar() {
        return counted() > 0 ? Verdict.PASS : Verdict.INCONCLUSIVE;
    }

    @Override
    String reasonSoFar() {
        if (counted() == 0) {
            return "nothing was measured";
        }
        if (passed() < counted()) {
            return passed() + " of " + counted() + " measurements passed, which is within the limits";
        }
        return counted() == 1 ? "1 measurement passed" : counted() + " measurements passed";
    }
}
