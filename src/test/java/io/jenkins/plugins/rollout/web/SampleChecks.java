package io.jenkins.plugins.rollout.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.DataKind;
import io.jenkins.plugins.rollout.judge.Judgement;
import io.jenkins.plugins.rollout.judge.SequentialJudge;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Checks of a story in all shapes that data has, the same in each run. */
final class SampleChecks {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Instant START = Instant.parse("2026-01-12T13:02:00Z");

    private SampleChecks() {}

    /** A ratio that becomes certain: an interval that narrows around {@code effect}, open above at first. */
    static ObjectNode comparison(String name, int samples, double effect, String verdict, String reason) {
        Random dice = new Random(7);
        ObjectNode check = check(name, "comparison", verdict, reason)
                .put("judge", "sequential")
                .put("baseline", "oldRelease")
                .put("direction", "increase")
                .put("margin", 0.2);
        for (int i = 1; i <= samples; i++) {
            double width = 4 / Math.sqrt(i);
            double estimate = effect * Math.exp(dice.nextGaussian() * width / 4);
            point(check, i, "inconclusive", 0.02 * effect * Math.exp(0.3 * dice.nextGaussian()))
                    .put("baseline", 0.02 * Math.exp(0.3 * dice.nextGaussian()))
                    .put("estimate", i == 1 ? null : estimate)
                    .put("low", i == 1 ? null : estimate * Math.exp(-width))
                    .put("high", i < 4 ? null : estimate * Math.exp(width))
                    .put("detail", "sample " + i);
        }
        return decided(check, samples);
    }

    /**
     * What the real judge makes of errors among 20 requests each second, new release and old, until it has decided.
     *
     * @param old share of requests that fail with the old release
     */
    static ObjectNode judged(String name, double old, double now, int atMost) {
        Random dice = new Random(11);
        SequentialJudge judge =
                new SequentialJudge(Comparison.of(DataKind.COUNTS).inFamilyOf(10));
        ObjectNode check = check(name, "comparison", null, null)
                .put("judge", "sequential")
                .put("unit", "share")
                .put("action", "deploy")
                .put("version", "4.2.0")
                .put("direction", "increase")
                .put("margin", Comparison.MARGIN);
        check.putArray("baseline").add("oldRelease").add("before");
        int second = 0;
        while (!judge.isDecided() && second < atMost) {
            double errors = dice.doubles(20).filter(each -> each < now).count();
            double before = dice.doubles(80).filter(each -> each < old).count();
            judge.baseline(before, 80);
            judge.candidate(errors, 20);
            Judgement judgement = judge.judgement();
            point(check, ++second, judgement.verdict().name().toLowerCase(Locale.ROOT), errors / 20)
                    .put("baseline", before / 80)
                    .put("estimate", finite(judgement.estimate()))
                    .put("low", finite(judgement.interval().low()))
                    .put("high", finite(judgement.interval().high()))
                    .put("detail", judgement.reason());
        }
        check.put("verdict", judge.judgement().verdict().name().toLowerCase(Locale.ROOT))
                .put("reason", judge.judgement().reason());
        return decided(check, second);
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Errors that the baseline never had, seen at once: an interval without an upper bound, and no estimate. */
    static ObjectNode neverBefore(String name) {
        ObjectNode check = check(
                        name, "comparison", "fail", "the baseline never had any, and the candidate had 8 in 1 sample")
                .put("judge", "sequential")
                .put("unit", "share")
                .put("action", "deploy")
                .put("version", "4.2.0")
                .put("direction", "increase")
                .put("margin", 0.5)
                .put("negligible", 0.05);
        check.putArray("baseline").add("oldRelease").add("before");
        point(check, 1, "inconclusive", null).put("detail", "counting begins");
        point(check, 2, "fail", 0.615)
                .put("baseline", 0.0)
                .putNull("estimate")
                .put("low", 4.46)
                .putNull("high")
                .put("detail", "the baseline never had any, and the candidate had 8 in 1 sample");
        return decided(check, 2);
    }

    /** Looked at once, at the end: there is no ratio. */
    static ObjectNode fixedWindow(String name, int samples) {
        Random dice = new Random(5);
        ObjectNode check = check(
                        name, "comparison", "fail", "HIGH: shifted by 41 ms (98 % between 30 and 52), mean 1.35 times")
                .put("judge", "mannWhitney")
                .put("unit", "milliseconds")
                .put("direction", "increase");
        check.putArray("baseline").add("oldRelease");
        for (int i = 1; i <= samples; i++) {
            point(check, i, "inconclusive", 160 + 30 * dice.nextGaussian())
                    .put("baseline", 120 + 25 * dice.nextGaussian())
                    .put("detail", "answered 200");
        }
        return decided(check, samples);
    }

    static ObjectNode threshold(String name, String verdict, String reason, List<Double> values, double limit) {
        ObjectNode check = check(name, "threshold", verdict, reason);
        check.putArray("limits").addObject().put("value", limit);
        int second = 0;
        for (Double value : values) {
            second++;
            if (value == null) {
                point(check, second, "error", null).put("detail", "no answer within 10 s");
            } else {
                point(check, second, value < limit ? "pass" : "fail", value).put("detail", "measured " + value);
            }
        }
        return decided(check, second);
    }

    /** Answers without a number, one letter each: p(ass), f(ail), e(rror), i(nconclusive). */
    static ObjectNode answers(String name, String verdict, String reason, String outcomes) {
        ObjectNode check = check(name, "threshold", verdict, reason);
        int second = 0;
        for (char outcome : outcomes.toCharArray()) {
            String word =
                    switch (outcome) {
                        case 'p' -> "pass";
                        case 'f' -> "fail";
                        case 'e' -> "error";
                        default -> "inconclusive";
                    };
            point(check, ++second, word, null).put("detail", word);
        }
        return decided(check, second);
    }

    static ObjectNode point(ObjectNode check, int second, String outcome, Double candidate) {
        return check.withArray("points")
                .addObject()
                .put("at", START.plusSeconds(second).toString())
                .put("candidate", candidate)
                .put("outcome", outcome)
                .put("detail", "");
    }

    static ArrayNode list(ObjectNode... checks) {
        return JSON.arrayNode().addAll(List.of(checks));
    }

    private static ObjectNode check(String name, String kind, String verdict, String reason) {
        ObjectNode check = JSON.objectNode()
                .put("name", name)
                .put("kind", kind)
                .put("dryRun", false)
                .put("wave", 3)
                .put("verdict", verdict)
                .put("reason", reason);
        check.putArray("points");
        return check;
    }

    private static ObjectNode decided(ObjectNode check, int second) {
        return check.put(
                "decidedAt",
                check.get("verdict").isNull() ? null : START.plusSeconds(second).toString());
    }
}
