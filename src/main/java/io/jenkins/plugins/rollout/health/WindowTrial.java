package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import io.jenkins.plugins.rollout.judge.MannWhitneyJudge;
import io.jenkins.plugins.rollout.judge.MetricClassification;
import io.jenkins.plugins.rollout.judge.ScoredMetric;
import io.jenkins.plugins.rollout.source.Reading;
import io.jenkins.plugins.rollout.source.Sample;
import java.util.ArrayList;
import java.util.List;

/** Collects a window of samples and looks at it once, at its end. */
final class WindowTrial extends Trial {
    private final Criterion.FixedWindow window;
    private final List<Double> candidate = new ArrayList<>();
    private final List<Double> baseline = new ArrayList<>();
    private MetricClassification classification = MetricClassification.NODATA;

    WindowTrial(Check check, Criterion.FixedWindow window, Span span) {
        super(check, span);
        this.window = window;
    }

    @Override
    Judged assess(Reading reading, List<BaselineReading> readings) {
        List<Sample> ofBaseline = Baselines.samples(this, readings);
        List<Sample> ofCandidate = samples(reading, "", false);
        if (ofCandidate.isEmpty() && ofBaseline.isEmpty()) {
            return new Judged(Outcome.INCONCLUSIVE, "counting begins", Numbers.NONE, false);
        }
        ofBaseline.forEach(sample -> baseline.add(rate(sample)));
        ofCandidate.forEach(sample -> candidate.add(rate(sample)));
        Numbers numbers = new Numbers(ofCandidate, ofBaseline, Double.NaN, Double.NaN, Double.NaN);
        return new Judged(Outcome.INCONCLUSIVE, "the window is being filled", numbers, true);
    }

    /** Missing where there was no traffic. */
    private static double rate(Sample sample) {
        return sample.exposure() == 0 ? Double.NaN : sample.value() / sample.exposure();
    }

    @Override
    boolean isFinal(Judged judged) {
        return false;
    }

    @Override
    void end() {
        MannWhitneyJudge.Result result =
                new MannWhitneyJudge(window.comparison()).classify(array(baseline), array(candidate));
        classification = result.classification();
        Verdict verdict =
                switch (classification) {
                    case PASS -> Verdict.PASS;
                    case HIGH, LOW -> Verdict.FAIL;
                    case NODATA -> Verdict.INCONCLUSIVE;
                };
        decide(verdict, result.reason());
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    ScoredMetric metric() {
        return new ScoredMetric(check().name(), window.groups(), window.critical(), classification);
    }

    @Override
    Verdict soFar() {
        return Verdict.INCONCLUSIVE;
    }

    @Override
    String reasonSoFar() {
        return "no verdict: " + counted() + " of the window's "
                + check().sampling().count() + " samples";
    }
}
