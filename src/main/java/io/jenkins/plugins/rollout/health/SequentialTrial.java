package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.Judgement;
import io.jenkins.plugins.rollout.judge.SequentialJudge;
import io.jenkins.plugins.rollout.source.Reading;
import io.jenkins.plugins.rollout.source.Sample;
import java.util.ArrayList;
import java.util.List;

/** Compares with a baseline after every sample, until the evidence suffices. */
final class SequentialTrial extends Trial {
    private final SequentialJudge judge;
    private final List<Sample> newCandidate = new ArrayList<>();
    private final List<Sample> newBaseline = new ArrayList<>();

    SequentialTrial(Check check, Comparison comparison, Span span) {
        super(check, span);
        this.judge = span == Span.ENDLESS ? SequentialJudge.ofHarm(comparison) : new SequentialJudge(comparison);
    }

    @Override
    Judged assess(Reading reading, List<BaselineReading> readings) {
        forgetNew();
        List<Sample> baseline = Baselines.samples(this, readings);
        List<Sample> candidate = samples(reading, "", false);
        if (candidate.isEmpty() || baseline.isEmpty()) {
            return new Judged(Outcome.INCONCLUSIVE, "counting begins", Numbers.NONE, false);
        }
        newCandidate.addAll(candidate);
        newBaseline.addAll(baseline);
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

    /** In the order of their time, so that each block has of both. */
    static void feed(SequentialJudge judge, List<Sample> candidate, List<Sample> baseline) {
        int fed = 0;
        for (int i = 0; i < candidate.size(); i++) {
            int upTo = (int) Math.ceil((i + 1.0) * baseline.size() / candidate.size());
            for (; fed < upTo; fed++) {
                judge.baseline(baseline.get(fed).value(), baseline.get(fed).exposure());
            }
            judge.candidate(candidate.get(i).value(), candidate.get(i).exposure());
        }
    }

    /** What the last reading has brought of the new release, to be judged together with others. */
    List<Sample> newCandidate() {
        return newCandidate;
    }

    List<Sample> newBaseline() {
        return newBaseline;
    }

    void forgetNew() {
        newCandidate.clear();
        newBaseline.clear();
    }

    double logEvidence() {
        return judge.logEvidence();
    }

    /** Found worse together with the other comparisons of the wave. */
    void findWorse() {
        decide(Verdict.FAIL, judge.judgement().reason());
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
