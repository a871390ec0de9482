package io.jenkins.plugins.rollout.rollout;

/** Where an instance stands in a rollout. */
public enum InstanceState {
    /** Its wave has not begun. */
    PENDING("pending"),
    /** Its wave has begun, and its turn has not come. */
    WAITING("waiting"),
    DEPLOYING("deploying"),
    /** Deployed, and not judged yet. */
    VERIFYING("verifying"),
    HEALTHY("healthy"),
    UNHEALTHY("unhealthy"),
    FAILED("failed"),
    ROLLING_BACK("rolling-back"),
    ROLLED_BACK("rolled-back"),
    ROLLBACK_FAILED("rollback-failed"),
    /** Left out, or never reached. */
    SKIPPED("skipped");

    private final String word;

    InstanceState(String word) {
        this.word = word;
    }

    /** As it stands in documents and on pages. */
    public String word() {
        return word;
    }

    /** Something went wrong with it and was not mended yet. */
    public boolean isBad() {
        return this == FAILED || this == UNHEALTHY || this == ROLLBACK_FAILED;
    }
}
