package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Names;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.Range;
import io.jenkins.plugins.rollout.document.Suggestion;
import io.jenkins.plugins.rollout.document.Values;
import io.jenkins.plugins.rollout.source.Source;
import io.jenkins.plugins.rollout.source.Source.Answers;
import io.jenkins.plugins.rollout.source.SourceKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a check: a mapping with the kind of its source as one key, and beside it how it is asked and judged. */
final class CheckReader {
    private static final List<String> KEYS = List.of(
            "name",
            "count",
            "interval",
            "initialDelay",
            "failureLimit",
            "consecutiveErrorLimit",
            "inconclusiveLimit",
            "dryRun",
            "successCondition",
            "failureCondition",
            "compare");

    private static final Range LIMIT = Range.between(0, 10_000);

    private final Sampling usual;
    private final double alpha;
    private final Problems problems;

    /** @param usual how often a check is asked that says nothing of it */
    CheckReader(Sampling usual, double alpha, Problems problems) {
        this.usual = usual;
        this.alpha = alpha;
        this.problems = problems;
    }

    Optional<Check> read(Node node) {
        return new Values(problems).mapping(node, "a check").flatMap(this::kind).flatMap(kind -> source(kind)
                .flatMap(source -> fields(node, kind).map(fields -> check(fields, source))));
    }

    /** The only key that isn't one of those of all checks. */
    private Optional<Node.Entry> kind(Node.Mapping mapping) {
        List<Node.Entry> own = mapping.entries().stream()
                .filter(entry -> !KEYS.contains(entry.key().text()))
                .toList();
        List<Node.Entry> kinds = own.stream()
                .filter(entry -> SourceKinds.names().contains(entry.key().text()))
                .toList();
        if (kinds.size() == 1) {
            return Optional.of(kinds.get(0));
        }
        if (own.size() == 1) {
            return Optional.of(own.get(0));
        }
        problems.error(
                mapping.location(),
                "a check must have one kind, has " + (kinds.isEmpty() ? "none" : kinds.size())
                        + "; write '- http: {path: /health}'");
        return Optional.empty();
    }

    private Optional<Source> source(Node.Entry entry) {
        String kind = entry.key().text();
        return SourceKinds.find(kind)
                .map(reader -> reader.read(entry.value(), problems))
                .orElseGet(() -> {
                    String guess = Suggestion.didYouMean(kind, SourceKinds.names());
                    String all = "; there are " + String.join(", ", SourceKinds.names());
                    problems.error(
                            entry.key().location(),
                            "unknown check " + Quote.of(kind) + (guess.isEmpty() ? all : guess));
                    return Optional.empty();
                });
    }

    private Optional<Fields> fields(Node node, Node.Entry kind) {
        List<String> known = new ArrayList<>(KEYS);
        known.add(kind.key().text());
        return Fields.of(node, "a check", known, problems);
    }

    private Check check(Fields fields, Source source) {
        Sampling sampling = sampling(fields, source);
        Limits limits = new Limits(
                limit(fields, "failureLimit", Limits.DEFAULT.failures(), sampling),
                fields.integer("consecutiveErrorLimit", LIMIT, Limits.DEFAULT.consecutiveErrors()),
                limit(fields, "inconclusiveLimit", Limits.DEFAULT.inconclusive(), sampling));
        Check check = new Check(
                name(fields, source),
                source,
                sampling,
                limits,
                criterion(fields, source),
                fields.flag("dryRun", false));
        if (check.compares() && source.window().compareTo(sampling.interval()) > 0) {
            problems.error(
                    fields.location("compare"),
                    "each measurement goes back further than 'interval', so that the same numbers would be compared"
                            + " again and again; raise 'interval' to that, or leave 'range' out");
        }
        return check;
    }

    /** If as many may go wrong as are measured, nothing ever comes of it. */
    private int limit(Fields fields, String key, int usual, Sampling sampling) {
        int limit = fields.integer(key, LIMIT, usual);
        if (limit >= sampling.count()) {
            problems.error(
                    fields.location(key),
                    "'" + key + "' must be less than the " + sampling.count()
                            + " of 'count', or it could never be exceeded; lower it, or raise 'count'");
        }
        return limit;
    }

    private Sampling sampling(Fields fields, Source source) {
        Sampling sampling = new Sampling(
                fields.integer("count", GateReader.SAMPLES, source.usualCount(usual.count())),
                fields.duration("interval", usual.interval()),
                fields.duration("initialDelay", usual.initialDelay()));
        boolean isOwn = fields.has("count") || fields.has("interval") || fields.has("initialDelay");
        if (isOwn && GateReader.isTooLong(sampling)) {
            problems.error(
                    fields.location("count"), "'count' times 'interval' is more than 30 days; lower one of them");
        }
        return sampling;
    }

    private String name(Fields fields, Source source) {
        Optional<Scalar> name = fields.text("name");
        name.filter(scalar -> scalar.text().isBlank()
                        || scalar.text().equals(Measurement.VERIFY)
                        || Names.hasControlCharacters(scalar.text()))
                .ifPresent(scalar -> problems.error(
                        scalar.location(),
                        "a check can't be called " + Quote.of(scalar.text()) + "; name it otherwise"));
        return name.map(Scalar::text).orElse(source.name());
    }

    private Criterion criterion(Fields fields, Source source) {
        List<Condition> success = condition(fields, "successCondition");
        List<Condition> failure = condition(fields, "failureCondition");
        boolean hasConditions = fields.has("successCondition") || fields.has("failureCondition");
        if (fields.has("compare")) {
            if (hasConditions) {
                problems.error(
                        fields.location("compare"),
                        "a check has either conditions or 'compare'; make two checks of it");
            }
            return new ComparisonReader(alpha, source, problems).read(fields);
        }
        if (hasConditions) {
            return new Criterion.Conditions(success, failure);
        }
        if (source.answers() != Answers.VERDICT) {
            problems.error(
                    fields.location(),
                    source.name() + " gives numbers; say with 'successCondition', 'failureCondition' or 'compare' what"
                            + " they must be");
        }
        return new Criterion.OwnVerdict();
    }

    private List<Condition> condition(Fields fields, String key) {
        return fields.text(key).stream()
                .flatMap(text -> {
                    try {
                        return Optional.of(Condition.parse(text.text())).stream();
                    } catch (IllegalArgumentException e) {
                        problems.error(text.location(), "'" + key + "' " + e.getMessage());
                        return Optional.<Condition>empty().stream();
                    }
                })
                .toList();
    }
}
