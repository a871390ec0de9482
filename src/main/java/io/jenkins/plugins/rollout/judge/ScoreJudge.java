package io.jenkins.plugins.rollout.judge;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes one score, 0 to 100, of many metrics, as Kayenta does. A group's score is the percentage of its metrics with
 * data that pass; the score is the sum of the groups' by weight. Groups without a weight share what the others leave
 * of 100. A group without data adds nothing. A critical metric that fails or has no data makes the score 0. If half of
 * the metrics have no data, nothing passes.
 */
public final class ScoreJudge {
    private static final double ALL = 100;

    private final Map<String, Double> weights;
    private final double passing;
    private final double marginal;

    /**
     * How a score is made and read.
     *
     * @param weights of groups, in per cent; their sum is at most 100
     * @param passing from this score on it passes
     * @param marginal from this score on it is inconclusive, and below it fails
     * @throws IllegalArgumentException if they contradict each other
     */
    public ScoreJudge(Map<String, Double> weights, double passing, double marginal) {
        this.weights = new TreeMap<>(weights);
        this.passing = passing;
        this.marginal = marginal;
        double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!(sum <= ALL + 1e-9) || weights.values().stream().anyMatch(weight -> !(weight >= 0))) {
            throw new IllegalArgumentException("weights are at least 0 and add up to at most 100, and these to " + sum);
        }
        if (!(0 <= marginal && marginal <= passing && passing <= ALL)) {
            throw new IllegalArgumentException(
                    "the marginal score must be at least 0 and the passing one at most 100 and no less, and they are "
                            + marginal + " and " + passing);
        }
    }

    /** A verdict with its score, the groups' scores (those with data), and a sentence. */
    public record Score(Conclusion verdict, double score, Map<String, Double> groups, String reason) {
        public Score {
            groups = Map.copyOf(groups);
        }
    }

    public Score judge(List<ScoredMetric> metrics) {
        Map<String, Double> groups = groups(metrics);
        for (ScoredMetric metric : metrics) {
            if (metric.critical() && metric.classification() != MetricClassification.PASS) {
                return new Score(Conclusion.FAIL, 0, groups, critical(metric));
            }
        }
        if (groups.isEmpty()) {
            return new Score(Conclusion.INCONCLUSIVE, 0, groups, "no verdict: no metric has data");
        }
        double score = 0;
        for (Map.Entry<String, Double> group : groups.entrySet()) {
            score += group.getValue() * weight(group.getKey(), metrics) / ALL;
        }
        return heard(metrics, read(score, groups));
    }

    /** Where half of the metrics or more have no data, the others can fail but not pass: silence is no health. */
    private static Score heard(List<ScoredMetric> metrics, Score score) {
        long silent = metrics.stream()
                .filter(metric -> metric.classification() == MetricClassification.NODATA)
                .count();
        return score.verdict() != Conclusion.PASS || 2 * silent < metrics.size()
                ? score
                : new Score(
                        Conclusion.INCONCLUSIVE,
                        score.score(),
                        score.groups(),
                        "no verdict: " + silent + " of " + metrics.size() + " metrics have no data");
    }

    private static String critical(ScoredMetric metric) {
        return metric.classification() == MetricClassification.NODATA
                ? "the critical metric " + metric.name() + " has no data"
                : "the critical metric " + metric.name() + " is worse";
    }

    private static Map<String, Double> groups(List<ScoredMetric> metrics) {
        Map<String, double[]> counts = new TreeMap<>();
        for (ScoredMetric metric : metrics) {
            if (metric.classification() != MetricClassification.NODATA) {
                for (String group : metric.groups()) {
                    double[] count = counts.computeIfAbsent(group, name -> new double[2]);
                    count[0] += metric.classification() == MetricClassification.PASS ? 1 : 0;
                    count[1]++;
                }
            }
        }
        Map<String, Double> scores = new TreeMap<>();
        counts.forEach((group, count) -> scores.put(group, ALL * count[0] / count[1]));
        return scores;
    }

    private double weight(String group, List<ScoredMetric> metrics) {
        Double own = weights.get(group);
        if (own != null) {
            return own;
        }
        TreeSet<String> others = new TreeSet<>();
        metrics.forEach(metric -> others.addAll(metric.groups()));
        others.removeAll(weights.keySet());
        double taken =
                weights.values().stream().mapToDouble(Double::doubleValue).sum();
        return (ALL - taken) / others.size();
    }

    private Score read(double score, Map<String, Double> groups) {
        String what = "the score is " + Findings.number(score);
        // Sums of weights are rounded.
        double rounded = score + 1e-9;
        if (rounded >= passing) {
            return new Score(Conclusion.PASS, score, groups, what + ", at least " + Findings.number(passing));
        }
        if (rounded >= marginal) {
            return new Score(
                    Conclusion.INCONCLUSIVE,
                    score,
                    groups,
                    what + ", below the " + Findings.number(passing) + " that pass and not below the "
                            + Findings.number(marginal) + " that are marginal");
        }
        return new Score(Conclusion.FAIL, score, groups, what + ", below " + Findings.number(marginal));
    }
}
