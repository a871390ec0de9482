package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.document.Durations;
import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.Range;
import io.jenkins.plugins.rollout.document.Suggestion;
import io.jenkins.plugins.rollout.document.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads a gate: its checks, and how often they are asked. */
public final class GateReader {
    private static final List<String> KEYS = List.of("checks", "samples", "interval");
    private static final Range SAMPLES = Range.between(1, 10_000);
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

    private static final Map<String, CheckReader> READERS =
            Map.of("http", new HttpCheckReader(), "command", new CommandCheckReader());

    private GateReader() {}

    /** Reads the gate under a key; one that lets everything pass if the key has no value. */
    public static Gate read(Fields parent, String key) {
        return parent.fields(key, KEYS).map(GateReader::gate).orElse(Gate.OPEN);
    }

    private static Gate gate(Fields fields) {
        List<Check> checks = fields.list("checks").stream()
                .flatMap(node -> check(node, fields.problems()).stream())
                .toList();
        int samples = fields.integer("samples", SAMPLES, 1);
        Duration interval = fields.duration("interval", DEFAULT_INTERVAL);
        if (interval.multipliedBy(samples).compareTo(Durations.MAX) > 0) {
            fields.problems()
                    .error(
                            fields.location("samples"),
                            "'samples' times 'interval' is more than 30 days; lower one of them");
        }
        if (!fields.has("checks") || fields.node("checks").stream().anyMatch(GateReader::isEmptyList)) {
            fields.problems()
                    .error(
                            fields.location("checks"),
                            "a gate needs at least one check under 'checks'; add one, or leave the gate out");
        }
        return new Gate(checks, samples, interval);
    }

    private static boolean isEmptyList(Node node) {
        return node instanceof Node.Sequence list && list.items().isEmpty();
    }

    /** A check is a mapping with the kind as its only key. */
    private static Optional<Check> check(Node node, Problems problems) {
        Optional<Node.Mapping> mapping = new Values(problems).mapping(node, "a check");
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        List<Node.Entry> entries = mapping.get().entries();
        if (entries.size() != 1) {
            problems.error(
                    node.location(),
                    "a check must have one kind as its only key, has " + entries.size()
                            + " keys; write '- http: {path: /health}'");
            return Optional.empty();
        }
        return check(entries.get(0), problems);
    }

    private static Optional<Check> check(Node.Entry entry, Problems problems) {
        String kind = entry.key().text();
        CheckReader reader = READERS.get(kind);
        if (reader == null) {
            String guess = Suggestion.didYouMean(kind, new TreeSet<>(READERS.keySet()));
            String all = "; there are " + String.join(", ", new TreeSet<>(READERS.keySet()));
            problems.error(entry.key().location(), "unknown check " + Quote.of(kind) + (guess.isEmpty() ? all : guess));
            return Optional.empty();
        }
        return reader.read(entry.value(), problems);
    }
}
