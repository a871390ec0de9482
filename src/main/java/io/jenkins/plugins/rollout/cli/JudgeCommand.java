package io.jenkins.plugins.rollout.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.DataKind;
import io.jenkins.plugins.rollout.judge.Direction;
import io.jenkins.plugins.rollout.judge.Judgement;
import io.jenkins.plugins.rollout.judge.KindDetector;
import io.jenkins.plugins.rollout.judge.MannWhitneyJudge;
import io.jenkins.plugins.rollout.judge.RankComparison;
import io.jenkins.plugins.rollout.judge.SequentialJudge;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges two files of numbers. */
@Command(
        name = "judge",
        description = {
            "Compares the samples of a candidate with those of a baseline: pass, fail or inconclusive, and why.",
            "A file has one number per line, or time,value. Exit code 0 pass, 1 fail, 4 inconclusive."
        })
final class JudgeCommand extends CliCommand {
    private static final String SEQUENTIAL = "sequential";
    private static final String MANN_WHITNEY = "mann-whitney";
    private static final String AUTO = "auto";

    @Option(
            names = "--judge",
            paramLabel = "JUDGE",
            defaultValue = SEQUENTIAL,
            description = "sequential (default) or mann-whitney.")
    private String judge;

    @Option(names = "--baseline", required = true, paramLabel = "FILE", description = "Samples of the old release.")
    private Path baseline;

    @Option(names = "--candidate", required = true, paramLabel = "FILE", description = "Samples of the new release.")
    private Path candidate;

    @Option(
            names = "--direction",
            paramLabel = "DIRECTION",
            defaultValue = "increase",
            description = "What is worse: increase (default), decrease or either.")
    private String direction;

    @Option(
            names = "--margin",
            paramLabel = "M",
            description = "The harm that matters, relative to the baseline (default: 0.2; mann-whitney: 0.25).")
    private Double margin;

    @Option(names = "--alpha", paramLabel = "A", description = "The error rate (default: 0.05; mann-whitney: 0.02).")
    private Double alpha;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = AUTO,
            description = "What the numbers are: auto (default), bernoulli, counts or values.")
    private String kind;

    @Option(
            names = "--quantile",
            paramLabel = "Q",
            description = "For values: the quantile that matters, such as 0.99 (default: the values as a whole).")
    private Double quantile;

    @Option(
            names = "--negligible",
            paramLabel = "RATE",
            description = "For events: a rate of the candidate below which no increase matters (default: 0).")
    private Double negligible;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Judgement judgement;
        try {
            judgement = judge();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(e.getMessage());
        }
        if (json.wanted()) {
            console().result(document(judgement));
        } else {
            console().result(judgement.verdict().word() + ": " + judgement.reason());
        }
        return ExitCode.of(judgement.verdict());
    }

    private Judgement judge() {
        SampleFiles files = new SampleFiles(baseline, candidate);
        return switch (one("--judge", judge, SEQUENTIAL, MANN_WHITNEY)) {
            case MANN_WHITNEY -> fixedWindow(files);
            default -> sequential(files);
        };
    }

    private Judgement fixedWindow(SampleFiles files) {
        if (quantile != null || negligible != null || !kind.equals(AUTO)) {
            throw new InvalidInputException("--kind, --quantile and --negligible are for --judge " + SEQUENTIAL);
        }
        Window ofBaseline = new Window(baseline);
        Window ofCandidate = new Window(candidate);
        warn(files.survey(ofBaseline::add, ofCandidate::add));
        RankComparison comparison = RankComparison.of(direction())
                .withTolerance(margin == null ? RankComparison.TOLERANCE : margin)
                .withConfidence(alpha == null ? RankComparison.CONFIDENCE : 1 - alpha);
        return new MannWhitneyJudge(comparison).judge(ofBaseline.values(), ofCandidate.values());
    }

    /** All samples of a file, since a rank test looks at them together; not so many that they fill the memory. */
    private static final class Window {
        private static final int LARGEST = 100_000;

        private final Path path;
        private final DoubleStream.Builder values = DoubleStream.builder();
        private int count;

        Window(Path path) {
            this.path = path;
        }

        void add(double value) {
            if (++count > LARGEST) {
                throw new InvalidInputException(path + " has more than " + LARGEST
                        + " samples, too many for mann-whitney; judge fewer, or use --judge " + SEQUENTIAL);
            }
            values.add(value);
        }

        double[] values() {
            return values.build().toArray();
        }
    }

    private void warn(SampleFiles.Survey survey) {
        if (survey.missing() > 0) {
            String who = survey.missing() == 1 ? "1 sample is" : survey.missing() + " samples are";
            console().warn(who + " NaN: missing, and left out");
        }
    }

    private Judgement sequential(SampleFiles files) {
        KindDetector detector = new KindDetector();
        SampleFiles.Survey survey = files.survey(detector::baseline, detector::candidate);
        warn(survey);
        String wanted = one("--kind", kind, AUTO, "bernoulli", "counts", "values");
        DataKind what = wanted.equals(AUTO) ? detector.kind() : DataKind.valueOf(wanted.toUpperCase(Locale.ROOT));
        if (wanted.equals(AUTO) && quantile != null) {
            what = DataKind.VALUES;
        }
        SequentialJudge sequential = new SequentialJudge(new Comparison(
                direction(),
                margin == null ? Comparison.MARGIN : margin,
                alpha == null ? Comparison.ALPHA : alpha,
                what,
                quantile == null ? 0 : quantile,
                negligible == null ? 0 : negligible,
                1));
        // A counter of errors that never happened may not exist at all. Where less is worse, nothing is no baseline.
        boolean absent = survey.baselineSamples() == 0 && what != DataKind.VALUES && direction() != Direction.DECREASE;
        SampleFiles.Alone alone = files.play(survey, new SampleFiles.Taker() {
            @Override
            public void baseline(double value) {
                sequential.baseline(value);
            }

            @Override
            public void candidate(double value) {
                sequential.candidate(value);
                if (absent) {
                    sequential.baseline(0);
                }
            }

            @Override
            public boolean wantsMore() {
                return !sequential.isDecided();
            }
        });
        warn(alone.baseline(), "baseline", "candidate");
        warn(alone.candidate(), "candidate", "baseline");
        return sequential.judgement();
    }

    private void warn(long alone, String of, String other) {
        if (alone > 0) {
            console()
                    .warn((alone == 1 ? "1 sample" : alone + " samples") + " of the " + of + " left out: the " + other
                            + " has none near that time");
        }
    }

    private Direction direction() {
        return Direction.valueOf(
                one("--direction", direction, "increase", "decrease", "either").toUpperCase(Locale.ROOT));
    }

    private static String one(String option, String word, String... words) {
        if (!Arrays.asList(words).contains(word)) {
            throw new InvalidInputException(
                    option + " must be one of " + String.join(", ", words) + ", and is '" + word + "'");
        }
        return word;
    }

    private static ObjectNode document(Judgement judgement) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("verdict", judgement.verdict().word());
        document.put("decidedAt", judgement.decidedAt());
        put(document, judgement.estimated());
        ArrayNode interval = document.putArray("interval");
        add(interval, judgement.interval().lowest());
        add(interval, judgement.interval().highest());
        document.put("reason", judgement.reason());
        return document;
    }

    private static void put(ObjectNode document, OptionalDouble estimate) {
        if (estimate.isPresent()) {
            document.put("estimate", estimate.getAsDouble());
        } else {
            document.putNull("estimate");
        }
    }

    private static void add(ArrayNode array, OptionalDouble bound) {
        if (bound.isPresent()) {
            array.add(bound.getAsDouble());
        } else {
            array.addNull();
        }
    }
}
