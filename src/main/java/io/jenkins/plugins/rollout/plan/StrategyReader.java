package io.jenkins.plugins.rollout.plan;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Range;
import io.jenkins.plugins.rollout.plan.RolloutSpec.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Reads what stands under {@code strategy}: one of the strategies, and the limits that go with any of them. */
final class StrategyReader {
    private static final int DEFAULT_MAX_PARALLEL = 8;
    private static final Range MAX_PARALLEL = Range.between(1, 10_000);
    private static final Amount DEFAULT_FIRST = Amount.instances(1);
    private static final Amount NONE = Amount.instances(0);

    /** A new strategy is a line here and a method below. */
    private static final List<Kind> KINDS = List.of(
            new Kind("canary", StrategyReader::canary),
            new Kind("rolling", StrategyReader::rolling),
            new Kind("rings", (reader, node) -> reader.bare(node, "'rings'", new Strategy.Rings())),
            new Kind("allAtOnce", (reader, node) -> reader.bare(node, "'allAtOnce'", new Strategy.AllAtOnce())));

    private static final List<String> WORDS = KINDS.stream().map(Kind::word).toList();
    private static final List<String> KEYS = Stream.concat(
                    WORDS.stream(), Stream.of("maxParallel", "failureBudget", "bake", "onFailure"))
            .toList();

    private final Problems problems;
    private final AmountReader amounts;

    private StrategyReader(Problems problems) {
        this.problems = problems;
        this.amounts = new AmountReader(problems);
    }

    /** The whole section. */
    record Section(Strategy strategy, Limits limits, OnFailure onFailure) {}

    /** @param reader makes the strategy from the node behind its word */
    private record Kind(String word, BiFunction<StrategyReader, Node, Strategy> reader) {}

    /** Nothing if it can't be made; the problems of {@code rollout} then have why. */
    static Optional<Section> read(Fields rollout) {
        StrategyReader reader = new StrategyReader(rollout.problems());
        return rollout.requiredNode("strategy")
                .flatMap(node -> Fields.of(node, "'strategy'", KEYS, rollout.problems()))
                .flatMap(reader::section);
    }

    private Optional<Section> section(Fields fields) {
        Limits limits = new Limits(
                fields.integer("maxParallel", MAX_PARALLEL, DEFAULT_MAX_PARALLEL),
                fields.node("failureBudget")
                        .flatMap(node -> amounts.orNone(node, "'failureBudget'"))
                        .orElse(NONE),
                fields.duration("bake", Duration.ZERO));
        OnFailure onFailure = fields.word("onFailure", OnFailure::word, OnFailure.ROLLBACK_AFFECTED);
        return strategy(fields).map(strategy -> new Section(strategy, limits, onFailure));
    }

    private Optional<Strategy> strategy(Fields fields) {
        List<Kind> named = KINDS.stream()
                .filter(kind -> fields.written(kind.word()).isPresent())
                .toList();
        if (named.isEmpty()) {
            problems.error(
                    fields.location(),
                    "'strategy' names none of " + String.join(", ", WORDS) + "; add the one to follow");
        } else if (named.size() > 1) {
            String words = String.join(" and ", named.stream().map(Kind::word).toList());
            problems.error(fields.location(), "'strategy' names " + words + "; keep one of them");
        }
        List<Strategy> strategies = named.stream()
                .map(kind ->
                        kind.reader().apply(this, fields.written(kind.word()).orElseThrow()))
                .toList();
        return strategies.stream().findFirst();
    }

    private Strategy canary(Node node) {
        Optional<Fields> fields = Fields.of(node, "'canary'", List.of("first", "then"), problems);
        Amount first = fields.flatMap(canary -> canary.node("first"))
                .flatMap(amount -> amounts.positive(amount, "'first'"))
                .orElse(DEFAULT_FIRST);
        return new Strategy.Canary(
                first, rising(first, fields.map(canary -> canary.list("then")).orElse(List.of())));
    }

    /** Instances and percentages are compared among themselves only: which is more depends on the selection. */
    private List<Amount> rising(Amount first, List<Node> nodes) {
        Map<Amount.Unit, Amount> last = new EnumMap<>(Map.of(first.unit(), first));
        List<Amount> rising = new ArrayList<>();
        for (Node node : nodes) {
            amounts.positive(node, "an element of 'then'").ifPresent(amount -> {
                Amount before = last.put(amount.unit(), amount);
                if (before != null && amount.value() <= before.value()) {
                    problems.error(
                            node.location(),
                            "'then' must rise, and " + amount + " comes behind " + before
                                    + "; each counts all instances reached so far");
                }
                rising.add(amount);
            });
        }
        return rising;
    }

    private Strategy rolling(Node node) {
        return Fields.of(node, "'rolling'", List.of("batch"), problems)
                .flatMap(rolling -> rolling.requiredNode("batch"))
                .flatMap(batch -> amounts.positive(batch, "'batch'"))
                .map(Strategy.Rolling::new)
                .orElse(new Strategy.Rolling(DEFAULT_FIRST));
    }

    private Strategy bare(Node node, String what, Strategy strategy) {
        Fields.of(node, what, List.of(), problems);
        return strategy;
    }
}
