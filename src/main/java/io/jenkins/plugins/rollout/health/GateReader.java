package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.document.Durations;
import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.Range;
import io.jenkins.plugins.rollout.document.TextEntry;
import io.jenkins.plugins.rollout.document.Values;
import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.ScoreJudge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a gate: its checks, how often they are asked, and what holds for all of them. */
public final class GateReader {
    private static final List<String> KEYS =
            List.of("checks", "samples", "interval", "alpha", "onInconclusive", "background", "score");
    private static final List<String> SCORE_KEYS = List.of("pass", "marginal", "weights");
    static final Range SAMPLES = Range.between(1, 10_000);

    private GateReader() {}

    /** Reads the gate under a key; one that lets everything pass if the key has no value. */
    public static Gate read(Fields parent, String key) {
        return parent.fields(key, KEYS).map(GateReader::gate).orElse(Gate.OPEN);
    }

    private static Gate gate(Fields fields) {
        double alpha = alpha(fields);
        Sampling usual = new Sampling(
                fields.integer("samples", SAMPLES, 1),
                fields.duration("interval", Sampling.DEFAULT_INTERVAL),
                Duration.ZERO);
        if (isTooLong(usual)) {
            fields.problems()
                    .error(
                            fields.location("samples"),
                            "'samples' times 'interval' is more than 30 days; lower one of them");
        }
        CheckReader reader = new CheckReader(usual, alpha, fields.problems());
        List<Check> checks = fields.list("checks").stream()
                .flatMap(node -> reader.read(node).stream())
                .toList();
        if (!fields.has("checks") || fields.node("checks").stream().anyMatch(GateReader::isEmptyList)) {
            fields.problems()
                    .error(
                            fields.location("checks"),
                            "a gate needs at least one check under 'checks'; add one, or leave the gate out");
        }
        return new Gate(
                named(checks, fields),
                alpha,
                fields.word("onInconclusive", OnInconclusive::word, OnInconclusive.HOLD),
                fields.flag("background", false),
                score(fields));
    }

    static boolean isTooLong(Sampling sampling) {
        return sampling.interval()
                        .multipliedBy(sampling.count())
                        .plus(sampling.initialDelay())
                        .compareTo(Durations.MAX)
                > 0;
    }

    private static double alpha(Fields fields) {
        double alpha = fields.share("alpha", Comparison.ALPHA);
        if (alpha > 0 && alpha < 0.5) {
            return alpha;
        }
        fields.problems()
                .error(
                        fields.location("alpha"),
                        "'alpha' must be more than 0 and less than 50 %; it is the probability of a false alarm");
        return Comparison.ALPHA;
    }

    private static boolean isEmptyList(Node node) {
        return node instanceof Node.Sequence list && list.items().isEmpty();
    }

    /** Two checks that would be called the same are told apart by a number, or refused if someone has named them so. */
    private static List<Check> named(List<Check> checks, Fields fields) {
        Set<String> names = new HashSet<>();
        List<Check> named = new ArrayList<>();
        for (Check check : checks) {
            String name = check.name();
            boolean isOwn = !name.equals(check.source().name());
            if (isOwn && names.contains(name)) {
                fields.problems()
                        .error(
                                fields.location("checks"),
                                "two checks are called " + Quote.of(name) + "; give each a name of its own");
            }
            for (int number = 2; names.contains(name); number++) {
                name = check.name() + " (" + number + ")";
            }
            names.add(name);
            named.add(check.called(name));
        }
        return named;
    }

    private static ScoreRule score(Fields gate) {
        return gate.fields("score", SCORE_KEYS).map(GateReader::scoreRule).orElse(ScoreRule.DEFAULT);
    }

    private static ScoreRule scoreRule(Fields fields) {
        Range percent = Range.between(0, 100);
        Values values = new Values(fields.problems());
        Map<String, Double> weights = new LinkedHashMap<>();
        for (TextEntry entry : fields.textMap("weights")) {
            values.integer(entry.value(), "a weight", percent)
                    .ifPresent(weight -> weights.put(entry.key().text(), (double) weight));
        }
        ScoreRule rule = new ScoreRule(
                weights,
                fields.integer("pass", percent, (int) ScoreRule.DEFAULT.pass()),
                fields.integer("marginal", percent, (int) ScoreRule.DEFAULT.marginal()));
        try {
            new ScoreJudge(rule.weights(), rule.pass(), rule.marginal());
            return rule;
        } catch (IllegalArgumentException e) {
            fields.problems().error(fields.location(), e.getMessage());
            return ScoreRule.DEFAULT;
        }
    }
}
