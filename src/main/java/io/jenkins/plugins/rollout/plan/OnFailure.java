package io.jenkins.plugins.rollout.plan;

/** What happens when an instance failed or is unhealthy. */
public enum OnFailure {
    /** Those that failed or are unhealthy get back what they had. */
    ROLLBACK_AFFECTED("rollback-affected"),
    /** All that the rollout reached get back what they had, once a wave exceeds its failure budget. */
    ROLLBACK_ALL("rollback-all"),
    /** A person is asked before anything is rolled back. */
    HOLD("hold");

    private final String word;

    OnFailure(String word) {
        this.word = word;
    }

    /** As it stands in a rollout file. */
    public String word() {
        return word;
    }
}
