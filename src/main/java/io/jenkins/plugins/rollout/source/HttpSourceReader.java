package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Names;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.Range;
import io.jenkins.plugins.rollout.document.TextEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code http: {path: /health, status: 200, latencyBelow: 500ms}}. */
final class HttpSourceReader implements SourceReader {
    private static final List<String> KEYS =
            List.of("path", "status", "latencyBelow", "body", "json", "timeout", "credentials");
    private static final Range STATUSES = Range.between(100, 599);
    private static final int OK = 200;

    @Override
    public Optional<Source> read(Node node, Problems problems) {
        return Fields.of(node, "an http check", KEYS, problems).map(HttpSourceReader::check);
    }

    private static Source check(Fields fields) {
        Duration timeout = fields.positiveDuration("timeout", HttpSource.DEFAULT_TIMEOUT);
        return new HttpSource(
                path(fields),
                fields.integer("status", STATUSES, OK),
                latencyBelow(fields, timeout),
                fields.text("body").map(Scalar::text).orElse(""),
                json(fields),
                timeout,
                CredentialsField.read(fields));
    }

    private static String path(Fields fields) {
        Optional<Scalar> path = fields.text("path");
        path.ifPresent(scalar -> {
            if (!scalar.text().startsWith("/")) {
                fields.problems()
                        .error(
                                scalar.location(),
                                "'path' must begin with a slash, is " + Quote.of(scalar.text())
                                        + "; it is appended to the instance's url");
            } else if (Names.hasControlCharacters(scalar.text())) {
                fields.problems()
                        .error(scalar.location(), "'path' holds a control character or a line break; take it out");
            }
        });
        return path.map(Scalar::text).orElse("/");
    }

    private static Duration latencyBelow(Fields fields, Duration timeout) {
        Duration latency = fields.positiveDuration("latencyBelow", Duration.ZERO);
        if (latency.compareTo(timeout) > 0) {
            fields.problems()
                    .error(
                            fields.location("latencyBelow"),
                            "'latencyBelow' is longer than the check waits for an answer; raise 'timeout' to that");
        }
        return latency;
    }

    private static Map<String, String> json(Fields fields) {
        List<TextEntry> wanted = fields.textMap("json");
        wanted.forEach(entry -> JsonPointerField.check(entry.key(), "json", fields.problems()));
        return TextEntry.toMap(wanted);
    }
}
