package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.source.Sample;
import java.io.Serializable;
import java.util.List;

/**
 * The numbers of a measurement, and what a comparison made of all so far. What it is not known of is not a number.
 *
 * @param candidate samples of the new release
 * @param baseline samples of what it is compared with
 * @param estimate how many times the baseline's the candidate's rate or value is (sequential), or by how much it is
 *     shifted (fixed window)
 * @param low from where on the true one is
 * @param high up to where
 */
public record Numbers(List<Sample> candidate, List<Sample> baseline, double estimate, double low, double high)
        implements Serializable {
    public static final Numbers NONE = of(List.of());

    public Numbers {
        candidate = List.copyOf(candidate);
        baseline = List.copyOf(baseline);
    }

    /** Of a measurement that is not compared. */
    public static Numbers of(List<Sample> candidate) {
        return new Numbers(candidate, List.of(), Double.NaN, Double.NaN, Double.NaN);
    }
}
