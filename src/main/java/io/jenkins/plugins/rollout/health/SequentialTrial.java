package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.Judgement;
import io.jenkins.plugins.rollout.judge.SequentialJudge;
import io.jenkins.plugins.rollout.source.Reading;
import io.jenkins.plugins.rollout.source.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares with a baseline after every sample, until the evidence suffices. */
final class SequentialTrial extends Trial {
    private final SequentialJudge judge;
    private Optional<WholeWave.Taken> news = Optional.empty();

    SequentialTrial(Check check, Comparison comparison, Span span) {
        super(check, span);
        this.judge = span == Span.ENDLESS ? SequentialJudge.ofHarm(comparison) : new SequentialJudge(comparison);
    }

    @Override
    Judged assess(Reading reading, List<BaselineReading> readings) {
        news = Optional.empty();
        Map<String, List<Sample>> streams = Baselines.samples(this, readings);
        List<Sample> baseline = Baselines.all(streams);
        List<Sample> candidate = samples(reading, "", false);
        if (candidate.isEmpty() || baseline.isEmpty()) {
            return new Judged(Outcome.INCONCLUSIVE, "counting begins", Numbers.NONE, false);
        }
        boolean shared = readings.stream().anyMatch(BaselineReading::shared);
        news = Optional.of(new WholeWave.Taken(candidate, streams, shared));
        feed(judge, candidate, baseline);
        Judgement judgement = judge.judgement();
        Outcome outcome =
                switch (judgement.verdict()) {
                    case PASS -> Outcome.PASS;
                    case FAIL -> Outcome.FAIL;
                    case INCONCLUSIVE -> Outcome.INCONCLUSIVE;
                };
        if (outcome == Outcome.PASS) {
            decide(Verdict.PASS, judgement.reason());
        } else if (outcome == Outcome.FAIL) {
            decide(Verdict.FAIL, judgement.reason());
        }
        Numbers numbers = new Numbers(
                candidate,
                baseline,
                judgement.estimate(),
                judgement.interval().low(),
                judgement.interval().high());
        return new Judged(outcome, judgement.reason(), numbers, true);
    }

    /**
     * Samples of one time, so that each block has of both and nothing is left to be compared with a later time. The fewer
     * ones are spread over the others, and come last in their block, since a block ends when it has both.
     */
    static void feed(SequentialJudge judge, List<Sample> candidate, List<Sample> baseline) {
        boolean fewer = candidate.size() < baseline.size();
        List<Sample> few = fewer ? candidate : baseline;
        List<Sample> many = fewer ? baseline : candidate;
        int fed = 0;
        for (int i = 0; i < few.size(); i++) {
            int upTo = (int) ((i + 1L) * many.size() / few.size());
            for (; fed < upTo; fed++) {
                take(judge, many.get(fed), !fewer);
            }
            take(judge, few.get(i), fewer);
        }
    }

    private static void take(SequentialJudge judge, Sample sample, boolean ofCandidate) {
        if (ofCandidate) {
            judge.candidate(sample.value(), sample.exposure());
        } else {
            judge.baseline(sample.value(), sample.exposure());
        }
    }

    /** What the last reading has brought, to be judged together with others; once. */
    Optional<WholeWave.Taken> news() {
        Optional<WholeWave.Taken> told = news;
        news = Optional.empty();
        return told;
    }

    double logEvidence() {
        return judge.logEvidence();
    }

    /** Found worse together with the other comparisons of the wave. */
    void findWorse() {
        decide(Verdict.FAIL, judge.reasonOfHarm());
    }

    @Override
    boolean isFinal(Judged judged) {
        return false;
    }

    @Override
    void end() {
        decide(Verdict.INCONCLUSIVE, judge.judgement().reason());
    }

    @Override
    Verdict soFar() {
        return Verdict.INCONCLUSIVE;
    }

    @Override
    String reasonSoFar() {
        return judge.judgement().reason();
    }
}
