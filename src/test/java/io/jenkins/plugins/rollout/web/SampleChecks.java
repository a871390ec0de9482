package io.jenkins.plugins.rollout.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
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
