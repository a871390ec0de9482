package io.jenkins.plugins.rollout.judge;

import java.util.Set;

/**
 * A metric that was classified, and how much that counts.
 *
 * @param groups the groups that it belongs to, at least one
 * @param critical whether the candidate scores 0 as soon as this one does not pass
 */
public record ScoredMetric(String name, Set<String> groups, boolean critical, MetricClassification classification) {
    public ScoredMetric {
        groups = Set.copyOf(groups);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("the metric " + name + " is in no group");
        }
    }
}
