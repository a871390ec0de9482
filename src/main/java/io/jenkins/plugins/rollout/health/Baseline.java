package io.jenkins.plugins.rollout.health;

/** What a new release is compared with. */
public enum Baseline {
    /** Instances of the same environment that this rollout has not reached yet. */
    OLD_RELEASE("oldRelease", "instances on the old release"),
    /** The same instance before its deployment began. */
    BEFORE("before", "the same instance before"),
    /** The same instance, seven days earlier. */
    LAST_WEEK("lastWeek", "the same instance a week ago");

    private final String word;
    private final String description;

    Baseline(String word, String description) {
        this.word = word;
        this.description = description;
    }

    /** As it stands in a rollout file: {@code oldRelease}. */
    public String word() {
        return word;
    }

    public String description() {
        return description;
    }

    /** Whether the source must be one that remembers. */
    boolean isPast() {
        return this != OLD_RELEASE;
    }
}
