package io.jenkins.plugins.rollout.health;

import java.util.Locale;

/** What a gate says. */
public enum Verdict {
    PASS,
    FAIL,
    INCONCLUSIVE;

    /** As it stands in documents and on pages: {@code pass}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
