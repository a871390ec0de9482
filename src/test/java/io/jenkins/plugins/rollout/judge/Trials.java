package io.jenkins.plugins.rollout.judge;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Many comparisons of data of which the truth is known; run {@code i} has the seed {@code i}. */
final class Trials {
    /** How often a fixed window is looked at although it should be once; and to compare, the sequential judge too. */
    static final int LOOK_EVERY = 10;

    /**
     * What became of them; samples is how many the candidate had when it was decided, on average.
     *
     * @param looksToFail the samples until it is seen to have failed by someone who looks at every tenth only
     */
    record Outcome(int runs, long failed, long passed, double samplesToFail, double looksToFail, double samplesToPass) {
        double failedShare() {
            return failed / (double) runs;
        }

        double passedShare() {
            return passed / (double) runs;
        }
    }

    private Trials() {}

    static Outcome run(Comparison comparison, Noise noise, double effect, int runs, int samples) {
        return run(
                comparison,
                seed -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    return factor -> noise.next(random, factor);
                },
                effect,
                runs,
                samples);
    }

    /** @param source makes, for a seed, what gives a sample for a factor */
    static Outcome run(
            Comparison comparison, LongFunction<DoubleUnaryOperator> source, double effect, int runs, int samples) {
        Judgement[] judgements = LongStream.range(0, runs)
                .mapToObj(run -> one(
                        new SequentialJudge(comparison),
                        source.apply(2 * run),
                        source.apply(2 * run + 1),
                        effect,
                        samples))
                .toArray(Judgement[]::new);
        long failed = 0;
        long passed = 0;
        double toFail = 0;
        double toLook = 0;
        double toPass = 0;
        for (Judgement judgement : judgements) {
            if (judgement.verdict() == Conclusion.FAIL) {
                failed++;
                toFail += judgement.decidedAt();
                toLook += LOOK_EVERY * Math.ceil(judgement.decidedAt() / (double) LOOK_EVERY);
            } else if (judgement.verdict() == Conclusion.PASS) {
                passed++;
                toPass += judgement.decidedAt();
            }
        }
        return new Outcome(runs, failed, passed, toFail / failed, toLook / failed, toPass / passed);
    }

    private static Judgement one(
            SequentialJudge judge,
            DoubleUnaryOperator candidate,
            DoubleUnaryOperator baseline,
            double effect,
            int samples) {
        for (int i = 0; i < samples && !judge.isDecided(); i++) {
            judge.candidate(candidate.applyAsDouble(effect));
            judge.baseline(baseline.applyAsDouble(1));
        }
        return judge.judgement();
    }

    /**
     * A number of events that binomial trials of this probability exceed once in a million times at most (Chernoff).
     */
    static long implausible(int runs, double probability) {
        double goal = Math.log(1e-6);
        long events = (long) Math.ceil(runs * probability);
        while (events < runs && -runs * divergence(events / (double) runs, probability) > goal) {
            events++;
        }
        return events;
    }

    private static double divergence(double share, double probability) {
        return share * Math.log(share / probability) + (1 - share) * Math.log((1 - share) / (1 - probability));
    }
}
