package io.jenkins.plugins.rollout.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rollout.health.Baseline;
import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.health.Condition;
import io.jenkins.plugins.rollout.health.Criterion;
import io.jenkins.plugins.rollout.source.HttpSource;
import io.jenkins.plugins.rollout.source.JsonSource;
import io.jenkins.plugins.rollout.source.JunitSource;
import io.jenkins.plugins.rollout.source.PrometheusSource;
import io.jenkins.plugins.rollout.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What makes a verdict of a check's measurements, as far as a picture can show it. */
final class CriterionView {
    private static final Pattern BOUND =
            Pattern.compile("result(?:\\[0])?\\s*(?:<=?|>=?)\\s*([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)");

    private CriterionView() {}

    static void describe(ObjectNode json, Check check) {
        unit(check.source()).ifPresent(unit -> json.put("unit", unit));
        if (check.criterion() instanceof Criterion.Sequential sequential) {
            json.put("judge", "sequential");
            addBaselines(json, sequential.baselines());
            json.put("direction", sequential.comparison().direction().word());
            json.put("margin", sequential.comparison().margin());
            if (sequential.comparison().negligible() > 0) {
                json.put("negligible", sequential.comparison().negligible());
            }
        } else if (check.criterion() instanceof Criterion.FixedWindow window) {
            json.put("judge", "mannWhitney");
            addBaselines(json, window.baselines());
            json.put("direction", window.comparison().direction().word());
        } else if (check.criterion() instanceof Criterion.Conditions conditions) {
            ArrayNode limits = json.putArray("limits");
            Stream.concat(conditions.success().stream(), conditions.failure().stream())
                    .forEach(condition -> addLimits(limits, condition));
        } else if (check.source() instanceof HttpSource http
                && !http.latencyBelow().isZero()) {
            json.putArray("limits")
                    .addObject()
                    .put("value", http.latencyBelow().toMillis())
                    .put("condition", "latency below");
        }
    }

    /** Of its numbers; empty where only the one who wrote the check knows. */
    private static Optional<String> unit(Source source) {
        if (source instanceof HttpSource) {
            return Optional.of("milliseconds");
        }
        if (source instanceof JunitSource
                || source instanceof PrometheusSource prometheus
                        && !prometheus.total().isEmpty()
                || source instanceof JsonSource json && !json.total().isEmpty()) {
            return Optional.of("share");
        }
        return source.answers() == Source.Answers.COUNTERS ? Optional.of("perSecond") : Optional.empty();
    }

    /** The first one counts of which there is something. */
    private static void addBaselines(ObjectNode json, List<Baseline> baselines) {
        ArrayNode words = json.putArray("baseline");
        baselines.forEach(baseline -> words.add(baseline.word()));
    }

    private static void addLimits(ArrayNode limits, Condition condition) {
        Matcher bound = BOUND.matcher(condition.text());
        while (bound.find()) {
            try {
                limits.addObject()
                        .put("value", Double.parseDouble(bound.group(1)))
                        .put("condition", condition.text());
            } catch (NumberFormatException e) {
                limits.remove(limits.size() - 1);
            }
        }
    }
}
