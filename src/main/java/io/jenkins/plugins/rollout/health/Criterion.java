package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.RankComparison;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/** What makes of answers a verdict. */
public sealed interface Criterion extends Serializable {
    /** The source says so itself. */
    record OwnVerdict() implements Criterion {}

    /**
     * Each measurement is looked at by itself. If only one condition is given, the other is its opposite; if both are
     * and neither is true, the measurement is inconclusive.
     *
     * @param success empty for none
     * @param failure empty for none
     */
    record Conditions(List<Condition> success, List<Condition> failure) implements Criterion {
        public Conditions {
            success = List.copyOf(success);
            failure = List.copyOf(failure);
        }
    }

    /**
     * All samples together, against those of a baseline, with every new one.
     *
     * @param baselines the first one counts of which there is something
     * @param comparison whose alpha is the gate's, before it is shared among all comparisons of a wave
     */
    record Sequential(List<Baseline> baselines, Comparison comparison) implements Criterion {
        public Sequential {
            baselines = List.copyOf(baselines);
        }
    }

    /**
     * A fixed window, looked at once, as Kayenta does.
     *
     * @param critical whether the gate fails when this check does, whatever the score
     * @param groups of the score, at least one
     */
    record FixedWindow(List<Baseline> baselines, RankComparison comparison, boolean critical, Set<String> groups)
            implements Criterion {
        public FixedWindow {
            baselines = List.copyOf(baselines);
            groups = Set.copyOf(groups);
        }
    }
}
