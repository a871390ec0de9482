package io.jenkins.plugins.rollout.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import io.jenkins.plugins.rollout.source.JsonSource;
import io.jenkins.plugins.rollout.source.Reading;
import io.jenkins.plugins.rollout.source.Sample;
import io.jenkins.plugins.rollout.source.Source;
import io.jenkins.plugins.rollout.source.Source.Answers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/**
 * How measurements are counted. In a series, {@code p} is one that passes, {@code f} one that fails, {@code i} an inconclusive
 * one and {@code e} one that could not be made.
 */
public class ThresholdTrialTest {
    private static final Criterion BOTH = conditions("result < 4", "result > 6");

    private final Metrics metrics = new Metrics();

    @Test
    public void asManyAsAreWantedPass() {
        assertOpen("pp", 3, Limits.DEFAULT);
        assertPass("ppp", 3, Limits.DEFAULT, "3 measurements passed");
        assertPass("p", 1, Limits.DEFAULT, "1 measurement passed");
    }

    @Test
    public void oneMoreThanMayFailFails() {
        assertFail("pf", 5, new Limits(0, 4, 0), "result is 9, and result > 6 is a failure (sample 2 of 2)");
        assertOpen("fpf", 5, new Limits(2, 4, 0));
        assertFail(
                "fpff",
                5,
                new Limits(2, 4, 0),
                "3 of 4 measurements failed, and 2 may; the last one: result is 9, and result > 6 is a failure");
        assertPass("fpfpp", 5, new Limits(2, 4, 0), "3 of 5 measurements passed, which is within the limits");
    }

    @Test
    public void errorsAreNoMeasurements() {
        assertOpen("epepe", 3, Limits.DEFAULT);
        assertPass("epepep", 3, Limits.DEFAULT, "3 measurements passed");
        assertPass("pppeee", 3, Limits.DEFAULT, "3 measurements passed");
    }

    @Test
    public void onlyErrorsInARowEndIt() {
        assertOpen("eeee", 3, Limits.DEFAULT);
        assertOpen("eeeepeeee", 3, Limits.DEFAULT);
        assertInconclusive("peeeee", 3, Limits.DEFAULT, "not measured 5 times in a row; the last time: no series");
        assertInconclusive("e", 3, new Limits(0, 0, 0), "no series");
    }

    @Test
    public void inconclusiveOnesHaveTheirOwnLimit() {
        assertInconclusive(
                "pi", 5, Limits.DEFAULT, "result is 5: neither is result < 4 nor result > 6 (sample 2 of 2)");
        assertOpen("iip", 5, new Limits(0, 4, 2));
        assertPass("iippp", 5, new Limits(0, 4, 2), "3 of 5 measurements passed, which is within the limits");
        assertFail("iif", 5, new Limits(0, 4, 2), "result is 9, and result > 6 is a failure (sample 3 of 3)");
    }

    @Test
    public void ofOneConditionTheOtherFollows() {
        Criterion success = conditions("result < 4", "");
        Criterion failure = conditions("", "result > 6");

        assertThat(outcome(success, 1)).isEqualTo(Outcome.PASS);
        assertThat(outcome(success, 5)).isEqualTo(Outcome.FAIL);
        assertThat(outcome(failure, 5)).isEqualTo(Outcome.PASS);
        assertThat(outcome(failure, 9)).isEqualTo(Outcome.FAIL);
    }

    @Test
    public void ofBothConditionsFailureIsTheStronger() {
        assertThat(outcome(BOTH, 1)).isEqualTo(Outcome.PASS);
        assertThat(outcome(BOTH, 5)).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(outcome(BOTH, 9)).isEqualTo(Outcome.FAIL);
        assertThat(outcome(conditions("result > 1", "result > 6"), 9)).isEqualTo(Outcome.FAIL);
    }

    @Test
    public void whatCannotBeSaidIsAnError() {
        assertThat(outcome(conditions("1 / result < 3", ""), 0)).isEqualTo(Outcome.ERROR);
        assertThat(outcome(conditions("result[1] < 3", ""), 1)).isEqualTo(Outcome.ERROR);
        assertThat(outcome(conditions("result < 3", ""), Double.NaN)).isEqualTo(Outcome.ERROR);
        assertThat(outcome(conditions("!(result > 3)", ""), Double.NaN)).isEqualTo(Outcome.ERROR);
        assertThat(outcome(conditions("result < 3", ""), 1, 2)).isEqualTo(Outcome.ERROR);
        assertThat(outcome(conditions("len(result) == 0", ""))).isEqualTo(Outcome.ERROR);
    }

    @Test
    public void whoAsksForWhatIsNoNumberIsAnswered() {
        Trial trial = trial(check(conditions("isNaN(result) || result < 3", ""), 1, Limits.DEFAULT));

        Measurement measurement = take(trial, numbers(Double.NaN));

        assertThat(measurement.outcome()).isEqualTo(Outcome.PASS);
        assertThat(measurement.detail()).isEqualTo("result is NaN");
        assertThat(measurement.numbers().candidate()).isEmpty();
        assertThat(outcome(conditions("result < 3", ""), Double.POSITIVE_INFINITY))
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    public void whatIsInfinitePassesOnlyWhereSomebodyHasThoughtOfIt() {
        Trial trial = trial(check(conditions("result < 3", ""), 1, Limits.DEFAULT));

        Measurement measurement = take(trial, numbers(Double.NEGATIVE_INFINITY));

        assertThat(measurement.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(measurement.detail()).isEqualTo("the answer is no finite number: -Infinity");
        assertThat(outcome(conditions("", "result > 3"), Double.NEGATIVE_INFINITY))
                .isEqualTo(Outcome.ERROR);
        assertThat(outcome(conditions("isInf(result) || result < 3", ""), Double.NEGATIVE_INFINITY))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    public void ofCountersTheGrowthCounts() {
        Source errors = metrics.source("errors", Answers.COUNTERS, false, (instance, at) -> null);
        Trial trial =
                trial(new Check("errors", errors, sampling(2), Limits.DEFAULT, conditions("result < 0.05", ""), false));

        assertThat(take(trial, counters(100, 1000)).detail()).isEqualTo("counting begins");
        assertThat(take(trial, counters(101, 1100)).detail()).isEqualTo("result is 0.01");
        assertThat(take(trial, counters(101, 1100)).detail()).isEqualTo("there was no traffic");
        assertThat(trial.isOpen()).isTrue();
        assertThat(take(trial, counters(111, 1200)).detail()).isEqualTo("result is 0.1, wanted result < 0.05");
        assertThat(trial.verdict()).contains(Verdict.FAIL);
    }

    /** Else the time since 1970 would be what it took, and any growth in it next to nothing. */
    @Test
    public void aClockThatIsSetBackLetsCountingBeginAnew() {
        Source perSecond = new JsonSource("/stats", "/errors", "", true, JsonSource.DEFAULT_TIMEOUT, "");
        Trial trial = trial(
                new Check("errors", perSecond, sampling(2), Limits.DEFAULT, conditions("result < 0.05", ""), false));

        assertThat(take(trial, counters(100, 1_800_000_000)).detail()).isEqualTo("counting begins");
        assertThat(take(trial, counters(110, 1_799_999_990)).detail())
                .isEqualTo("the clock was set back meanwhile, so counting begins anew");
        assertThat(trial.isOpen()).isTrue();
        assertThat(take(trial, counters(120, 1_800_000_000)).detail()).isEqualTo("result is 1, wanted result < 0.05");
        assertThat(trial.verdict()).contains(Verdict.FAIL);
    }

    @Test
    public void aSourceMaySayItself() {
        Trial trial = trial(check(new Criterion.OwnVerdict(), 2, Limits.DEFAULT));
        Reading well = new Reading(Reading.Outcome.PASS, "answered 200", Metrics.BEGIN, Duration.ZERO, List.of());
        Reading sick = new Reading(Reading.Outcome.FAIL, "answered 503", Metrics.BEGIN, Duration.ZERO, List.of());

        assertThat(take(trial, well).outcome()).isEqualTo(Outcome.PASS);
        assertThat(take(trial, sick).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(trial.reason()).isEqualTo("answered 503 (sample 2 of 2)");
    }

    private void assertOpen(String series, int count, Limits limits) {
        assertThat(after(series, count, limits).verdict()).as(series).isEmpty();
    }

    private void assertPass(String series, int count, Limits limits, String reason) {
        assertVerdict(after(series, count, limits), Verdict.PASS, reason);
    }

    private void assertFail(String series, int count, Limits limits, String reason) {
        assertVerdict(after(series, count, limits), Verdict.FAIL, reason);
    }

    private void assertInconclusive(String series, int count, Limits limits, String reason) {
        assertVerdict(after(series, count, limits), Verdict.INCONCLUSIVE, reason);
    }

    private static void assertVerdict(Trial trial, Verdict verdict, String reason) {
        assertThat(trial.verdict()).isEqualTo(Optional.of(verdict));
        assertThat(trial.reason()).isEqualTo(reason);
    }

    private Trial after(String series, int count, Limits limits) {
        Trial trial = trial(check(BOTH, count, limits));
        series.chars()
                .mapToObj(one -> switch (one) {
                    case 'p' -> numbers(1);
                    case 'i' -> numbers(5);
                    case 'f' -> numbers(9);
                    default -> Reading.error("no series", Metrics.BEGIN, Duration.ZERO);
                })
                .forEach(reading -> take(trial, reading));
        return trial;
    }

    private Outcome outcome(Criterion criterion, double... result) {
        return take(trial(check(criterion, 1, Limits.DEFAULT)), numbers(result)).outcome();
    }

    private Check check(Criterion criterion, int count, Limits limits) {
        Source source = metrics.source("latency", Answers.NUMBERS, false, (instance, at) -> null);
        return new Check("latency", source, sampling(count), limits, criterion, false);
    }

    private static Sampling sampling(int count) {
        return new Sampling(count, Duration.ofSeconds(1), Duration.ZERO);
    }

    private static Criterion.Conditions conditions(String success, String failure) {
        return new Criterion.Conditions(condition(success), condition(failure));
    }

    private static List<Condition> condition(String text) {
        return text.isEmpty() ? List.of() : List.of(Condition.parse(text));
    }

    private static Trial trial(Check check) {
        return Trial.of(check, 1, Trial.Span.TO_VERDICT);
    }

    private static Measurement take(Trial trial, Reading reading) {
        return trial.take(reading, List.of());
    }

    private static Reading numbers(double... values) {
        List<Sample> samples = Arrays.stream(values).mapToObj(Sample::of).toList();
        return Reading.numbers("", Metrics.BEGIN, Duration.ZERO, samples);
    }

    private static Reading counters(double events, double total) {
        return Reading.numbers("", Metrics.BEGIN, Duration.ZERO, List.of(new Sample(events, total)));
    }
}
