package io.jenkins.plugins.rollout.judge;

/** What the samples of two streams say so far; one class for each way to compare them. */
interface Evidence {
    /** @return whether there is news: a sample may have to wait for one of the other stream */
    boolean candidate(double value, double exposure);

    boolean baseline(double value, double exposure);

    /** The candidate is worse, at the level of the comparison. */
    boolean worse();

    /** Once it is worse: whether it is by being higher. */
    boolean increased();

    /** The harm that matters is excluded, at the level of the comparison. */
    boolean harmless();

    /** The candidate over the baseline; not a number, or infinite, where there is none. */
    double estimate();

    /** The bounds of that ratio. */
    Interval interval();

    /** The logarithm of the evidence (an e-value) that the candidate is worse. */
    double logEvidence();

    /**
     * How quickly the logarithm of the leading evidence grows, per sample of the candidate; 0 or less if it doesn't.
     */
    double growth();
}
