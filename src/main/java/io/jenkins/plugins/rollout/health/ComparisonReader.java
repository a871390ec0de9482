package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.Suggestion;
import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.DataKind;
import io.jenkins.plugins.rollout.judge.Direction;
import io.jenkins.plugins.rollout.judge.RankComparison;
import io.jenkins.plugins.rollout.source.Source;
import io.jenkins.plugins.rollout.source.Source.Answers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads {@code compare: {judge: sequential, baseline: oldRelease, margin: 20%}}. */
final class ComparisonReader {
    private static final List<String> COMMON = List.of("judge", "baseline", "direction");
    private static final List<String> SEQUENTIAL = List.of("margin", "kind", "quantile", "negligible");
    private static final List<String> FIXED =
            List.of("tolerance", "confidence", "allowedIncrease", "allowedDecrease", "missing", "critical", "groups");
    private static final List<Baseline> USUAL = List.of(Baseline.OLD_RELEASE, Baseline.BEFORE);

    private final double alpha;
    private final Source source;
    private final Problems problems;

    ComparisonReader(double alpha, Source source, Problems problems) {
        this.alpha = alpha;
        this.source = source;
        this.problems = problems;
    }

    private enum Judge {
        SEQUENTIAL("sequential"),
        MANN_WHITNEY("mannWhitney");

        private final String word;

        Judge(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    Criterion read(Fields check) {
        List<String> all = new ArrayList<>(COMMON);
        all.addAll(SEQUENTIAL);
        all.addAll(FIXED);
        return check.fields("compare", all).map(this::criterion).orElseGet(Criterion.OwnVerdict::new);
    }

    private Criterion criterion(Fields fields) {
        Judge judge = fields.word("judge", Judge::word, Judge.SEQUENTIAL);
        for (String key : judge == Judge.SEQUENTIAL ? FIXED : SEQUENTIAL) {
            if (fields.has(key)) {
                problems.error(
                        fields.location(key),
                        "'" + key + "' is for judge " + (judge == Judge.SEQUENTIAL ? "mannWhitney" : "sequential")
                                + "; take it out");
            }
        }
        List<Baseline> baselines = baselines(fields);
        try {
            return judge == Judge.SEQUENTIAL
                    ? new Criterion.Sequential(baselines, comparison(fields))
                    : new Criterion.FixedWindow(
                            baselines, ranks(fields), fields.flag("critical", false), groups(fields));
        } catch (IllegalArgumentException e) {
            problems.error(fields.location(), e.getMessage());
            return new Criterion.OwnVerdict();
        }
    }

    private Comparison comparison(Fields fields) {
        boolean counts = source.answers() == Answers.COUNTERS;
        DataKind usual = counts ? DataKind.COUNTS : DataKind.VALUES;
        DataKind kind = fields.word("kind", DataKind::word, usual);
        if (counts && kind != DataKind.COUNTS) {
            problems.error(fields.location("kind"), "counters are 'counts', not '" + kind.word() + "'; take it out");
        }
        return new Comparison(
                direction(fields),
                fields.share("margin", Comparison.MARGIN),
                alpha,
                kind,
                fields.share("quantile", 0),
                fields.share("negligible", 0),
                1);
    }

    private static Direction direction(Fields fields) {
        return fields.word("direction", value -> value.name().toLowerCase(Locale.ROOT), Direction.INCREASE);
    }

    private static RankComparison ranks(Fields fields) {
        RankComparison usual = RankComparison.of(direction(fields));
        return new RankComparison(
                usual.direction(),
                fields.share("tolerance", usual.tolerance()),
                fields.share("confidence", usual.confidence()),
                fields.word("missing", value -> value.name().toLowerCase(Locale.ROOT), usual.missing()),
                fields.share("allowedIncrease", usual.allowedIncrease()),
                fields.share("allowedDecrease", usual.allowedDecrease()));
    }

    private static Set<String> groups(Fields fields) {
        Set<String> groups = new LinkedHashSet<>();
        fields.oneOrMore("groups").forEach(group -> groups.add(group.text()));
        return groups.isEmpty() ? Set.of("all") : groups;
    }

    private List<Baseline> baselines(Fields fields) {
        List<Baseline> wanted = new ArrayList<>();
        for (Scalar word : fields.oneOrMore("baseline")) {
            List<String> words =
                    Arrays.stream(Baseline.values()).map(Baseline::word).toList();
            int index = words.indexOf(word.text());
            if (index < 0) {
                problems.error(
                        word.location(),
                        "'baseline' must be " + String.join(" or ", words) + ", is " + Quote.of(word.text())
                                + Suggestion.didYouMean(word.text(), words));
            } else if (Baseline.values()[index].isPast() && !source.remembers()) {
                problems.error(
                        word.location(),
                        source.name() + " does not know the past; its baseline can only be "
                                + Baseline.OLD_RELEASE.word());
            } else {
                wanted.add(Baseline.values()[index]);
            }
        }
        return wanted.isEmpty() ? USUAL : wanted;
    }
}
