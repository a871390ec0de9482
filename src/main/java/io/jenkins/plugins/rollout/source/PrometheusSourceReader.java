package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads <code>prometheus: {url: "http://…", query: 'up{instance="{instance}"}'}</code>. */
final class PrometheusSourceReader implements SourceReader {
    private static final List<String> KEYS =
            List.of("url", "query", "total", "counter", "range", "step", "timeout", "credentials");
    private static final int USUAL_POINTS = 60;
    private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);

    @Override
    public Optional<Source> read(Node node, Problems problems) {
        return Fields.of(node, "a prometheus check", KEYS, problems)
                .flatMap(fields -> query(fields, fields.requiredText("query")).map(query -> source(fields, query)));
    }

    private static Source source(Fields fields, String query) {
        Duration range = fields.positiveDuration("range", Duration.ZERO);
        PrometheusSource source = new PrometheusSource(
                ApiAddress.read(fields, "url", ApiAddress.Form.BASE),
                query,
                query(fields, fields.text("total")).orElse(""),
                fields.flag("counter", false),
                range,
                step(fields, range),
                fields.positiveDuration("timeout", PrometheusSource.DEFAULT_TIMEOUT),
                CredentialsField.read(fields));
        check(fields, source);
        return source;
    }

    private static Optional<String> query(Fields fields, Optional<Scalar> written) {
        written.ifPresent(query -> {
            if (query.text().isBlank()) {
                fields.problems().error(query.location(), "the query is empty; write PromQL that gives one number");
            }
            PromQl.fault(query.text())
                    .ifPresent(fault -> fields.problems().error(query.location(), "the query " + fault));
        });
        return written.map(Scalar::text);
    }

    private static Duration step(Fields fields, Duration range) {
        if (range.isZero()) {
            return Duration.ZERO;
        }
        Duration usual = range.dividedBy(USUAL_POINTS);
        return fields.positiveDuration("step", usual.compareTo(SHORTEST_STEP) < 0 ? SHORTEST_STEP : usual);
    }

    private static void check(Fields fields, PrometheusSource source) {
        if (!source.isRange()) {
            if (fields.has("step")) {
                error(fields, "step", "'step' is for a 'range'; add that, or take it out");
            }
            return;
        }
        if (source.answers() == Source.Answers.COUNTERS) {
            error(
                    fields,
                    "range",
                    "a counter is compared with what it was at the measurement before, without 'range'; take it out");
        }
        if (source.points() > PrometheusSource.MOST_POINTS) {
            error(
                    fields,
                    "step",
                    "'range' has " + source.points() + " steps, and Prometheus gives " + PrometheusSource.MOST_POINTS
                            + "; lengthen 'step'");
        }
        if (fields.has("step") && source.step().compareTo(source.range()) > 0) {
            error(fields, "step", "'step' is longer than 'range'; shorten it");
        }
    }

    private static void error(Fields fields, String key, String message) {
        fields.problems().error(fields.location(key), message);
    }
}
