package io.jenkins.plugins.rollout.judge;

import java.util.Locale;

/** What a judge says. */
public enum Conclusion {
    /** A harm that matters is excluded. */
    PASS,
    /** The candidate is worse. */
    FAIL,
    /** Neither can be said yet. */
    INCONCLUSIVE;

    /** As it stands in documents: {@code pass}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
