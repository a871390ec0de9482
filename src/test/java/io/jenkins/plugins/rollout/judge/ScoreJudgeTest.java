package io.jenkins.plugins.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

/** Many metrics make one score. */
public class ScoreJudgeTest {
    private static final ScoredMetric GOOD = metric("errors", "service", MetricClassification.PASS);
    private static final ScoredMetric SLOW = metric("latency", "service", MetricClassification.HIGH);
    private static final ScoredMetric CPU = metric("cpu", "system", MetricClassification.PASS);
    private static final ScoredMetric GONE = metric("disk", "storage", MetricClassification.NODATA);

    private static ScoredMetric metric(String name, String group, MetricClassification classification) {
        return new ScoredMetric(name, Set.of(group), false, classification);
    }

    private static ScoreJudge.Score score(Map<String, Double> weights, ScoredMetric... metrics) {
        return new ScoreJudge(weights, 75, 50).judge(List.of(metrics));
    }

    @Test
    public void groupsCountByTheirWeight() {
        ScoreJudge.Score score = score(Map.of("service", 60.0), GOOD, SLOW, CPU);

        assertThat(score.groups()).containsEntry("service", 50.0).containsEntry("system", 100.0);
        assertThat(score.score()).isEqualTo(70);
        assertThat(score.verdict()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(score.reason())
                .isEqualTo("the score is 70, below the 75 that pass and not below the 50 that are marginal");
    }

    @Test
    public void thresholdsAreInclusive() {
        assertThat(score(Map.of(), GOOD, SLOW, CPU).score()).isEqualTo(75);
        assertThat(score(Map.of(), GOOD, SLOW, CPU).verdict()).isEqualTo(Conclusion.PASS);
        assertThat(score(Map.of(), GOOD, SLOW).verdict()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(score(Map.of(), SLOW).verdict()).isEqualTo(Conclusion.FAIL);
    }

    @Test
    public void aCriticalMetricDecides() {
        ScoredMetric critical = new ScoredMetric("latency", Set.of("service"), true, MetricClassification.HIGH);
        ScoredMetric silent = new ScoredMetric("disk", Set.of("service"), true, MetricClassification.NODATA);

        assertThat(score(Map.of(), GOOD, CPU, critical).score()).isZero();
        assertThat(score(Map.of(), GOOD, CPU, critical).reason()).isEqualTo("the critical metric latency is worse");
        assertThat(score(Map.of(), GOOD, CPU, silent).reason()).isEqualTo("the critical metric disk has no data");
    }

    @Test
    public void aGroupWithoutDataAddsNothing() {
        assertThat(score(Map.of(), GOOD, GONE).score()).isEqualTo(50);
        assertThat(score(Map.of(), GONE).verdict()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(score(Map.of()).reason()).isEqualTo("no verdict: no metric has data");
    }

    @Test
    public void nothingPassesWhereHalfOfThemAreSilent() {
        ScoredMetric silent = metric("queue", "service", MetricClassification.NODATA);

        assertThat(score(Map.of(), GOOD, silent).verdict()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(score(Map.of(), GOOD, silent).reason()).isEqualTo("no verdict: 1 of 2 metrics have no data");
        assertThat(score(Map.of(), GOOD, GOOD, silent).verdict()).isEqualTo(Conclusion.PASS);
        assertThat(score(Map.of(), SLOW, silent).verdict()).isEqualTo(Conclusion.FAIL);
    }

    @Test
    public void contradictionsAreRefused() {
        assertThatThrownBy(() -> new ScoreJudge(Map.of("a", 60.0, "b", 50.0), 75, 50))
                .hasMessageContaining("at most 100");
        assertThatThrownBy(() -> new ScoreJudge(Map.of(), 50, 75)).hasMessageContaining("marginal");
        assertThatThrownBy(() -> metricWithoutGroup()).hasMessageContaining("no group");
    }

    private static ScoredMetric metricWithoutGroup() {
        return new ScoredMetric("alone", Set.of(), false, MetricClassification.PASS);
    }
}
