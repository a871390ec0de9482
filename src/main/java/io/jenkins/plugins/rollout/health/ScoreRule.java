package io.jenkins.plugins.rollout.health;

import java.io.Serializable;
import java.util.Map;

/**
 * How the results of {@linkplain Criterion.FixedWindow fixed windows} become one score, as in Kayenta.
 *
 * @param weights of groups, in per cent
 * @param pass from this score on an instance passes
 * @param marginal from this score on it is inconclusive, below it fails
 */
public record ScoreRule(Map<String, Double> weights, double pass, double marginal) implements Serializable {
    public static final ScoreRule DEFAULT = new ScoreRule(Map.of(), 75, 50);

    public ScoreRule {
        weights = Map.copyOf(weights);
    }
}
