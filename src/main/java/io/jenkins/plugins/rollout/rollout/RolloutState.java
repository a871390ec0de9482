package io.jenkins.plugins.rollout.rollout;

/** Where a rollout stands. */
public enum RolloutState {
    PLANNED("planned"),
    RUNNING("running"),
    /** Its time has not come. */
    WAITING("waiting"),
    /** It waits for a person. */
    HELD("held"),
    ROLLING_BACK("rolling-back"),
    SUCCEEDED("succeeded"),
    PARTIAL("partial"),
    ROLLED_BACK("rolled-back"),
    FAILED("failed"),
    ABORTED("aborted");

    private final String word;

    RolloutState(String word) {
        this.word = word;
    }

    /** As it stands in documents and on pages. */
    public String word() {
        return word;
    }

    public boolean isFinal() {
        return ordinal() >= SUCCEEDED.ordinal();
    }
}
