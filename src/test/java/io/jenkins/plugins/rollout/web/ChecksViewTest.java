package io.jenkins.plugins.rollout.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rollout.health.Baseline;
import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.health.Condition;
import io.jenkins.plugins.rollout.health.Criterion;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Limits;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import io.jenkins.plugins.rollout.health.Numbers;
import io.jenkins.plugins.rollout.health.Sampling;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.DataKind;
import io.jenkins.plugins.rollout.judge.Direction;
import io.jenkins.plugins.rollout.judge.RankComparison;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.source.CommandSource;
import io.jenkins.plugins.rollout.source.HttpSource;
import io.jenkins.plugins.rollout.source.PrometheusSource;
import io.jenkins.plugins.rollout.source.Sample;
import io.jenkins.plugins.rollout.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

public class ChecksViewTest {
    private static final String INSTANCE = "acme-production";
    private static final Instant START = Instant.parse("2026-01-12T13:00:00Z");
    private static final Duration TOOK = Duration.ofMillis(200);
    private static final Source SOURCE = new CommandSource("true", Duration.ofSeconds(5));

    private static final Criterion SEQUENTIAL =
            new Criterion.Sequential(List.of(Baseline.OLD_RELEASE, Baseline.BEFORE), Comparison.of(DataKind.COUNTS));

    private int second;

    @Test
    public void aComparisonIsDecidedByTheMeasurementThatDecidedIt() {
        ChecksView view = view(check("errors", 100, Limits.DEFAULT, SEQUENTIAL));
        measure(
                view,
                compared("errors", Outcome.INCONCLUSIVE, "too early", 1, Double.NaN, 0, Double.POSITIVE_INFINITY));
        assertThat(only(view).get("verdict").isNull()).isTrue();
        assertThat(only(view).get("decidedAt").isNull()).isTrue();
        assertThat(only(view).get("reason").textValue()).isEqualTo("too early");

        measure(view, compared("errors", Outcome.FAIL, "12 times as many", 30, 12, 3, Double.POSITIVE_INFINITY));
        judge(view, Verdict.FAIL, "errors: 12 times as many");

        JsonNode check = only(view);
        assertThat(check.get("kind").textValue()).isEqualTo("comparison");
        assertThat(check.get("judge").textValue()).isEqualTo("sequential");
        assertThat(check.get("baseline")).extracting(JsonNode::textValue).containsExactly("oldRelease", "before");
        assertThat(check.get("direction").textValue()).isEqualTo("increase");
        assertThat(check.get("margin").doubleValue()).isEqualTo(0.2);
        assertThat(check.get("verdict").textValue()).isEqualTo("fail");
        assertThat(check.get("reason").textValue()).isEqualTo("12 times as many");
        assertThat(check.get("decidedAt").textValue())
                .isEqualTo(START.plusSeconds(2).plus(TOOK).toString());
        JsonNode last = check.get("points").get(1);
        assertThat(last.get("candidate").doubleValue()).isEqualTo(0.3);
        assertThat(last.get("baseline").doubleValue()).isEqualTo(0.02);
        assertThat(last.get("low").doubleValue()).isEqualTo(3);
        assertThat(last.get("high").isNull()).isTrue();
        assertThat(check.get("points").get(0).get("estimate").isNull()).isTrue();
    }

    @Test
    public void whatIsFoundTogetherStandsInTheInstancesVerdict() {
        ChecksView view = view(check("errors", 100, Limits.DEFAULT, SEQUENTIAL));
        measure(view, compared("errors", Outcome.INCONCLUSIVE, "not yet", 3, 1.5, 0.9, 2.4));

        judge(view, Verdict.FAIL, "errors, the wave as a whole: 1.4 times as many");

        assertThat(only(view).get("verdict").textValue()).isEqualTo("fail");
        assertThat(only(view).get("reason").textValue()).isEqualTo("the wave as a whole: 1.4 times as many");
    }

    @Test
    public void nothingIsOpenWhenTheWaveIsJudged() {
        ChecksView view = view(
                check("health", 5, Limits.DEFAULT, new Criterion.OwnVerdict()),
                check("errors", 100, Limits.DEFAULT, SEQUENTIAL));
        measure(
                view,
                plain("health", Outcome.PASS, "answered 200"),
                compared("errors", Outcome.INCONCLUSIVE, "no verdict: 3 events", 3, 1, 0.2, 5));

        judge(view, Verdict.INCONCLUSIVE, "errors: no verdict: 3 events");

        assertThat(view.document())
                .extracting(each -> each.get("verdict").textValue())
                .containsExactly("pass", "inconclusive");
        assertThat(view.document().get(1).get("reason").textValue()).isEqualTo("no verdict: 3 events");
    }

    @Test
    public void limitsCountAsInTheGate() {
        Criterion condition = new Criterion.Conditions(
                List.of(Condition.parse("result < 0.05")), List.of(Condition.parse("result[0] >= 2e-1")));
        ChecksView view = view(check("rate", 10, new Limits(1, 1, 1), condition));
        measure(view, numbers("rate", Outcome.FAIL, "result is 0.3", 0.3));
        measure(view, plain("rate", Outcome.ERROR, "no answer"));
        measure(view, numbers("rate", Outcome.INCONCLUSIVE, "result is 0.1", 0.1));
        measure(view, plain("rate", Outcome.ERROR, "no answer"));
        assertThat(only(view).get("verdict").isNull()).isTrue();

        measure(view, numbers("rate", Outcome.FAIL, "result is 0.4", 0.4));

        assertThat(only(view).get("verdict").textValue()).isEqualTo("fail");
        assertThat(only(view).get("reason").textValue())
                .isEqualTo("2 measurements failed; the last one: result is 0.4");
        assertThat(only(view).get("limits"))
                .extracting(limit -> limit.get("value").doubleValue())
                .containsExactly(0.05, 0.2);
        assertThat(only(view).get("points")).hasSize(5);
        assertThat(only(view).get("points").get(0).has("baseline")).isFalse();
    }

    @Test
    public void errorsInARowAreNoPass() {
        ChecksView view = view(check("rate", 2, new Limits(0, 1, 0), new Criterion.OwnVerdict()));
        measure(view, plain("rate", Outcome.PASS, "fine"));
        measure(view, plain("rate", Outcome.ERROR, "no answer"));
        measure(view, plain("rate", Outcome.ERROR, "refused"));

        assertThat(only(view).get("verdict").textValue()).isEqualTo("inconclusive");
        assertThat(only(view).get("reason").textValue())
                .isEqualTo("not measured 2 times in a row; the last time: refused");
    }

    @Test
    public void anotherDriverCountsAnew() {
        ChecksView view = view(check("health", 3, Limits.DEFAULT, new Criterion.OwnVerdict()));
        measure(view, plain("health", Outcome.PASS, "fine"));
        measure(view, plain("health", Outcome.PASS, "fine"));
        view.apply(new RolloutEvent.RolloutResumed(START, "bob"));
        measure(view, plain("health", Outcome.PASS, "fine"));
        assertThat(only(view).get("verdict").isNull()).isTrue();
        measure(view, plain("health", Outcome.PASS, "fine"));
        measure(view, plain("health", Outcome.PASS, "fine"));

        assertThat(only(view).get("reason").textValue()).isEqualTo("all 3 measurements passed");
        assertThat(only(view).get("points")).hasSize(5);
    }

    @Test
    public void aWindowIsLookedAtWhenItIsFull() {
        RankComparison comparison =
                new RankComparison(Direction.INCREASE, 0.25, 0.98, RankComparison.Missing.REMOVE, 1, 1);
        ChecksView view = view(check(
                "latency",
                10,
                Limits.DEFAULT,
                new Criterion.FixedWindow(List.of(Baseline.BEFORE), comparison, false, Set.of("all"))));
        for (int i = 0; i < 9; i++) {
            measure(view, window("latency", 500 + i, 100 + i));
        }
        assertThat(only(view).get("verdict").isNull()).isTrue();

        measure(view, window("latency", 510, 110));

        assertThat(only(view).get("judge").textValue()).isEqualTo("mannWhitney");
        assertThat(only(view).get("verdict").textValue()).isEqualTo("fail");
        assertThat(only(view).get("reason").textValue()).isNotEmpty();
    }

    @Test
    public void harmThatIsFoundLaterChangesTheVerdict() {
        ChecksView view = view(check("errors", 100, Limits.DEFAULT, SEQUENTIAL));
        measure(view, compared("errors", Outcome.PASS, "as before", 2, 1, 0.9, 1.1));
        judge(view, Verdict.PASS, "errors: as before");
        measure(view, compared("errors", Outcome.INCONCLUSIVE, "not yet", 4, 2, 0.9, 5));
        assertThat(only(view).get("verdict").textValue()).isEqualTo("pass");

        Instant found = START.plusSeconds(99);
        view.apply(new RolloutEvent.HarmFound(found, 1, INSTANCE, "errors: twice as many"));

        assertThat(only(view).get("verdict").textValue()).isEqualTo("fail");
        assertThat(only(view).get("reason").textValue()).isEqualTo("twice as many");
        assertThat(only(view).get("decidedAt").textValue()).isEqualTo(found.toString());
        assertThat(only(view).get("points")).hasSize(2);
    }

    @Test
    public void eachWaveHasItsOwn() {
        ChecksView view = view(check("health", 1, Limits.DEFAULT, new Criterion.OwnVerdict()));
        view.apply(
                new RolloutEvent.InstanceMeasured(START, 1, INSTANCE, List.of(plain("health", Outcome.FAIL, "down"))));
        view.apply(new RolloutEvent.InstanceMeasured(START, 2, INSTANCE, List.of(plain("health", Outcome.PASS, "up"))));

        assertThat(view.document())
                .extracting(each ->
                        each.get("wave").intValue() + " " + each.get("verdict").textValue())
                .containsExactly("1 fail", "2 pass");
    }

    @Test
    public void aStepsOwnCheckIsToldAsFarAsItCanBeSeen() {
        ChecksView view = view();
        measure(
                view,
                compared("errors", Outcome.INCONCLUSIVE, "not yet", 3, 1.5, 0.9, 2.4),
                plain("http /", Outcome.PASS, "answered 200"));

        assertThat(view.document())
                .extracting(each -> each.get("kind").textValue())
                .containsExactly("comparison", "threshold");
        judge(view, Verdict.PASS, "all 2 measurements passed");
        assertThat(view.document())
                .extracting(each -> each.get("verdict").textValue())
                .containsExactly("inconclusive", "pass");
    }

    @Test
    public void numbersThatJsonDoesNotHaveAreNone() {
        ChecksView view = view();
        measure(view, new Measurement("odd", Outcome.PASS, "", START, TOOK, Numbers.of(List.of(new Sample(1, 0)))));
        measure(
                view,
                new Measurement(
                        "odd",
                        Outcome.PASS,
                        "",
                        START,
                        TOOK,
                        Numbers.of(List.of(Sample.of(Double.POSITIVE_INFINITY)))));

        assertThat(only(view).get("points"))
                .allMatch(point -> point.get("candidate").isNull());
    }

    @Test
    public void saysWhatTheNumbersAre() {
        assertThat(unit(new HttpSource("/", 200, Duration.ZERO, "", Map.of(), Duration.ofSeconds(5), "")))
                .isEqualTo("milliseconds");
        assertThat(unit(prometheus("all", false))).isEqualTo("share");
        assertThat(unit(prometheus("", true))).isEqualTo("perSecond");
        assertThat(unit(prometheus("", false))).isNull();
        assertThat(unit(SOURCE)).isNull();
    }

    @Test
    public void saysBelowWhatNothingMatters() {
        Comparison rare = new Comparison(Direction.INCREASE, 0.2, 0.05, DataKind.COUNTS, 0, 0.01, 1);
        ChecksView view = view(check("errors", 5, Limits.DEFAULT, new Criterion.Sequential(List.of(), rare)));
        measure(view, compared("errors", Outcome.INCONCLUSIVE, "not yet", 3, 1.5, 0.9, 2.4));

        assertThat(only(view).get("negligible").doubleValue()).isEqualTo(0.01);
    }

    private String unit(Source source) {
        ChecksView view = view(new Check(
                "any",
                source,
                new Sampling(1, Duration.ofSeconds(1), Duration.ZERO),
                Limits.DEFAULT,
                new Criterion.OwnVerdict(),
                false));
        measure(view, plain("any", Outcome.PASS, ""));
        return only(view).path("unit").textValue();
    }

    private static Source prometheus(String total, boolean counter) {
        return new PrometheusSource(
                "", "errors", total, counter, Duration.ZERO, Duration.ZERO, PrometheusSource.DEFAULT_TIMEOUT, "");
    }

    private static ChecksView view(Check... checks) {
        return new ChecksView(INSTANCE, Gate.of(List.of(checks)));
    }

    private static Check check(String name, int count, Limits limits, Criterion criterion) {
        return new Check(
                name, SOURCE, new Sampling(count, Duration.ofSeconds(1), Duration.ZERO), limits, criterion, false);
    }

    private void measure(ChecksView view, Measurement... round) {
        second++;
        view.apply(new RolloutEvent.InstanceMeasured(
                START.plusSeconds(second),
                1,
                INSTANCE,
                List.of(round).stream()
                        .map(one -> new Measurement(
                                one.check(),
                                one.outcome(),
                                one.detail(),
                                START.plusSeconds(second),
                                TOOK,
                                one.numbers()))
                        .toList()));
    }

    private void judge(ChecksView view, Verdict verdict, String reason) {
        view.apply(new RolloutEvent.WaveJudged(
                START.plusSeconds(60),
                1,
                verdict,
                "",
                List.of(
                        new InstanceHealth("another", Verdict.FAIL, "errors: of another"),
                        new InstanceHealth(INSTANCE, verdict, reason))));
    }

    private static JsonNode only(ChecksView view) {
        assertThat(view.document()).hasSize(1);
        return view.document().get(0);
    }

    private static Measurement plain(String check, Outcome outcome, String detail) {
        return new Measurement(check, outcome, detail, START, TOOK);
    }

    private static Measurement numbers(String check, Outcome outcome, String detail, double value) {
        return new Measurement(check, outcome, detail, START, TOOK, Numbers.of(List.of(Sample.of(value))));
    }

    /** Errors of 100 requests, against 2 of 100. */
    private static Measurement compared(
            String check, Outcome outcome, String detail, int errors, double estimate, double low, double high) {
        return new Measurement(
                check,
                outcome,
                detail,
                START,
                TOOK,
                new Numbers(List.of(new Sample(errors, 100)), List.of(new Sample(2, 100)), estimate, low, high));
    }

    private static Measurement window(String check, double candidate, double baseline) {
        return new Measurement(
                check,
                Outcome.INCONCLUSIVE,
                "the window is being filled",
                START,
                TOOK,
                new Numbers(
                        List.of(Sample.of(candidate)),
                        List.of(Sample.of(baseline)),
                        Double.NaN,
                        Double.NaN,
                        Double.NaN));
    }
}
