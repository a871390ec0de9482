package io.jenkins.plugins.rollout.web;

import io.jenkins.plugins.rollout.health.Criterion;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Numbers;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.judge.MannWhitneyJudge;
import io.jenkins.plugins.rollout.source.Sample;
import java.util.List;
import java.util.function.Function;

/** What a fixed window says of recorded samples: its verdict is part of a score, and so stands in no event by itself. */
final class FixedWindows {
    private FixedWindows() {}

    record Judgement(Verdict verdict, String reason) {}

    static Judgement judge(Criterion.FixedWindow window, List<Measurement> measurements) {
        MannWhitneyJudge.Result result = new MannWhitneyJudge(window.comparison())
                .classify(rates(measurements, Numbers::baseline), rates(measurements, Numbers::candidate));
        Verdict verdict =
                switch (result.classification()) {
                    case PASS -> Verdict.PASS;
                    case HIGH, LOW -> Verdict.FAIL;
                    case NODATA -> Verdict.INCONCLUSIVE;
                };
        return new Judgement(verdict, result.reason());
    }

    private static double[] rates(List<Measurement> measurements, Function<Numbers, List<Sample>> side) {
        return measurements.stream()
                .flatMap(one -> side.apply(one.numbers()).stream())
                .mapToDouble(sample -> rate(List.of(sample)))
                .toArray();
    }

    /** Of all samples together; not a number where there are none, or without traffic. */
    static double rate(List<Sample> samples) {
        double exposure = samples.stream().mapToDouble(Sample::exposure).sum();
        return exposure == 0
                ? Double.NaN
                : samples.stream().mapToDouble(Sample::value).sum() / exposure;
    }
}
