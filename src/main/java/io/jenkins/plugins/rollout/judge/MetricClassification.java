package io.jenkins.plugins.rollout.judge;

/** How a metric of the candidate compares with the baseline's, in Kayenta's words. */
public enum MetricClassification {
    PASS,
    /** Higher, where that is worse. */
    HIGH,
    /** Lower, where that is worse. */
    LOW,
    /** Too little data to tell. */
    NODATA;

    /** Whether it is worse. */
    public boolean isFailure() {
        return this == HIGH || this == LOW;
    }
}
