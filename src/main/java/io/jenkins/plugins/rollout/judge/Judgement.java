package io.jenkins.plugins.rollout.judge;

import java.util.OptionalDouble;

/**
 * What a judge says of a candidate, and why.
 *
 * @param verdict pass, fail or inconclusive
 * @param decidedAt how many samples of the candidate had been seen when it was decided, from 1; 0 if it is not decided
 * @param estimate the candidate's rate or quantile over the baseline's (sequential), or the shift between them
 *     (Mann-Whitney); not a number where the data give none, such as the ratio to a rate of zero
 * @param interval where the true one can still be; see docs/judging.md for its level
 * @param reason one sentence for a person
 */
public record Judgement(Conclusion verdict, long decidedAt, double estimate, Interval interval, String reason) {
    /** Empty where the data give none. */
    public OptionalDouble estimated() {
        return Double.isFinite(estimate) ? OptionalDouble.of(estimate) : OptionalDouble.empty();
    }
}
