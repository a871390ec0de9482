package io.jenkins.plugins.rollout.plan;

/** What is done to an instance. */
public enum Action {
    DEPLOY("deploy"),
    ROLLBACK("rollback");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    /** As commands see it in {@code ROLLOUT_ACTION}. */
    public String word() {
        return word;
    }
}
