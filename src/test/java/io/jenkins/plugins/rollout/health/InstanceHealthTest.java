package io.jenkins.plugins.rollout.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.Test;

/** What measurements say of one instance. */
public class InstanceHealthTest {
    private static Measurement measured(String check, Outcome outcome, String detail) {
        return new Measurement(check, outcome, detail, Instant.EPOCH, Duration.ofMillis(3));
    }

    private static InstanceHealth judge(Measurement... measurements) {
        return InstanceHealth.judge("acme-prod", List.of(measurements));
    }

    @Test
    public void isHealthyWhenAllMeasurementsPassed() {
        assertThat(judge(measured("http /health", Outcome.PASS, "fine"), measured("http /info", Outcome.PASS, "fine")))
                .isEqualTo(new InstanceHealth("acme-prod", Verdict.PASS, "all 2 measurements passed"));
    }

    @Test
    public void oneFailureMakesItUnhealthyAndIsTheReason() {
        assertThat(judge(
                        measured("http /health", Outcome.PASS, "fine"),
                        measured("command ./smoke", Outcome.PASS, "fine"),
                        measured("http /health", Outcome.FAIL, "answered 503, wanted 200")))
                .isEqualTo(new InstanceHealth(
                        "acme-prod", Verdict.FAIL, "http /health: answered 503, wanted 200 (sample 2 of 2)"));
    }

    @Test
    public void whatWasNotMeasuredLeavesItOpen() {
        assertThat(judge(
                        measured("command ./smoke", Outcome.PASS, "fine"),
                        measured("command ./smoke", Outcome.ERROR, "not done in 30 s")))
                .isEqualTo(new InstanceHealth(
                        "acme-prod", Verdict.INCONCLUSIVE, "command ./smoke: not done in 30 s (sample 2 of 2)"));
    }

    @Test
    public void aFailureWeighsMoreThanAGap() {
        assertThat(judge(measured("a", Outcome.ERROR, "no"), measured("b", Outcome.FAIL, "bad"))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    public void nothingMeasuredIsNeverAPass() {
        assertThat(judge()).isEqualTo(new InstanceHealth("acme-prod", Verdict.INCONCLUSIVE, "nothing was measured"));
    }
}
