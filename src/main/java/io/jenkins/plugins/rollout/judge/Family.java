package io.jenkins.plugins.rollout.judge;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Judges many comparisons together, instances times checks, so that even one false alarm among them all has a
 * probability of alpha at most, however they depend on each other.
 *
 * <p>Either each gets a share of alpha beforehand (Bonferroni): simple, and each decides by itself. Or their evidence
 * is adjusted together: the average of e-values is one, so every subset of the comparisons can be tested by its
 * average, and a comparison is found worse if every subset that it is in is (Vovk and Wang 2021). Where several are
 * bad, that finds them sooner.
 */
public final class Family {
    private Family() {}

    /** The alpha of each of so many comparisons. */
    public static double share(double alpha, int comparisons) {
        if (comparisons < 1) {
            throw new IllegalArgumentException("a family has at least one comparison, and not " + comparisons);
        }
        return alpha / comparisons;
    }

    /**
     * The adjusted evidence of each comparison, as logarithms: it is worse, controlled for all of them, once that is
     * {@code log(1/alpha)} or more. For each it is the least average over itself and any others, of which only the
     * weakest can make it less.
     *
     * @param logEvidence of each comparison, see {@link SequentialJudge#logEvidence()}; a judge that has decided by
     *     itself looks no further, so give those an alpha that is no more than their share
     */
    public static double[] adjusted(double[] logEvidence) {
        Integer[] weakestFirst = IntStream.range(0, logEvidence.length).boxed().toArray(Integer[]::new);
        Arrays.sort(weakestFirst, Comparator.comparingDouble(i -> logEvidence[i]));
        double[] adjusted = new double[logEvidence.length];
        for (int i = 0; i < logEvidence.length; i++) {
            double least = logEvidence[i];
            double sum = logEvidence[i];
            int size = 1;
            for (int other : weakestFirst) {
                if (other == i) {
                    continue;
                }
                if (logEvidence[other] >= least) {
                    break;
                }
                sum = logSum(sum, logEvidence[other]);
                size++;
                least = Math.min(least, sum - Math.log(size));
            }
            adjusted[i] = least;
        }
        return adjusted;
    }

    /** The evidence that at least one is worse, as a logarithm: that of a wave as a whole. */
    public static double atLeastOne(double[] logEvidence) {
        return Strategies.logMean(logEvidence);
    }

    private static double logSum(double a, double b) {
        double highest = Math.max(a, b);
        return highest == Double.NEGATIVE_INFINITY ? highest : highest + Math.log1p(Math.exp(Math.min(a, b) - highest));
    }
}
