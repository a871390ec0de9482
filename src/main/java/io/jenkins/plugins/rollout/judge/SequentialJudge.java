package io.jenkins.plugins.rollout.judge;

/**
 * Compares a candidate with a baseline and may be asked after every sample: a candidate that is not worse fails with
 * a probability of {@code alpha} at most, however long one looks; one that is worse by the margin passes with a
 * probability of {@code alpha} at most. A sample costs constant time and none is kept. What is decided stays decided;
 * later samples are ignored.
 *
 * <p>Each block of samples is compared within itself, so give samples in the order of their time. docs/judging.md
 * derives the tests.
 */
public final class SequentialJudge {
    /** Beyond, whole numbers are no longer exact. */
    static final double LARGEST_COUNT = 1e15;

    private static final double LEAST_EXPOSURE = 1e-9;

    private final Comparison comparison;
    private final boolean mayPass;
    private final Evidence evidence;
    private long samples;
    private long baselineSamples;
    private Conclusion conclusion = Conclusion.INCONCLUSIVE;

    public SequentialJudge(Comparison comparison) {
        this(comparison, true);
    }

    private SequentialJudge(Comparison comparison, boolean mayPass) {
        this.comparison = comparison;
        this.mayPass = mayPass;
        this.evidence =
                comparison.kind() == DataKind.VALUES ? new ValueEvidence(comparison) : new EventEvidence(comparison);
    }

    /** One that goes on looking for harm for ever: nothing passes. */
    public static SequentialJudge ofHarm(Comparison comparison) {
        return new SequentialJudge(comparison, false);
    }

    /** A sample of the candidate: a value, or the events of one unit of exposure. */
    public void candidate(double value) {
        candidate(value, 1);
    }

    /**
     * A sample of the candidate.
     *
     * @param value events, at least 0; or a value
     * @param exposure for events: of how many requests, or seconds; 0 for no traffic. Always 1 for values and trials.
     * @throws IllegalArgumentException if that is no sample of this kind
     */
    public void candidate(double value, double exposure) {
        demandSample(value, exposure);
        if (!isDecided()) {
            samples++;
            look(evidence.candidate(value, exposure));
        }
    }

    /** A sample of the baseline, as {@link #candidate(double)}. */
    public void baseline(double value) {
        baseline(value, 1);
    }

    /** A sample of the baseline, as {@link #candidate(double, double)}. */
    public void baseline(double value, double exposure) {
        demandSample(value, exposure);
        if (!isDecided()) {
            baselineSamples++;
            look(evidence.baseline(value, exposure));
        }
    }

    private void look(boolean news) {
        if (!news) {
            return;
        }
        if (evidence.worse()) {
            conclusion = Conclusion.FAIL;
        } else if (mayPass && evidence.harmless()) {
            conclusion = Conclusion.PASS;
        }
    }

    private void demandSample(double value, double exposure) {
        String problem = problem(value, exposure);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** A sentence about why this is no sample of this kind; empty if it is one. */
    private String problem(double value, double exposure) {
        if (!Double.isFinite(value)) {
            return "a sample must be a finite number, and is " + value;
        }
        if (comparison.kind() == DataKind.BERNOULLI && value != 0 && value != 1) {
            return "a trial is 0 or 1, and not " + value;
        }
        if (comparison.kind() == DataKind.COUNTS) {
            if (value < 0) {
                return "a count must be at least 0, and is " + value;
            }
            if (value > LARGEST_COUNT) {
                return "a count must be at most " + LARGEST_COUNT + ", and is " + value;
            }
            if (!(exposure == 0 || (exposure >= LEAST_EXPOSURE && exposure <= LARGEST_COUNT))) {
                return "an exposure must be 0, or from " + LEAST_EXPOSURE + " to " + LARGEST_COUNT + ", and is "
                        + exposure;
            }
            if (exposure == 0 && value > 0) {
                return value + " events can't come of an exposure of 0";
            }
            return "";
        }
        return exposure == 1 ? "" : "only counts have an exposure other than 1, and this is " + exposure;
    }

    public boolean isDecided() {
        return conclusion != Conclusion.INCONCLUSIVE;
    }

    /**
     * The logarithm of the evidence that the candidate is worse, an e-value: if it is not, then at no time does the
     * evidence exceed {@code 1/a} with a probability of more than {@code a}. For {@link Family}.
     */
    public double logEvidence() {
        return evidence.logEvidence();
    }

    /** Why the candidate is worse, of one that was found so together with others by {@link Family}, as yet not by itself. */
    public String reasonOfHarm() {
        return findings().reason(Conclusion.FAIL);
    }

    private Findings findings() {
        return new Findings(comparison, evidence, samples, baselineSamples);
    }

    /** What can be said now. */
    public Judgement judgement() {
        return new Judgement(
                conclusion,
                isDecided() ? samples : 0,
                evidence.estimate(),
                evidence.interval(),
                findings().reason(conclusion));
    }
}
