package io.jenkins.plugins.rollout.health;

import java.util.Locale;

/** What becomes of a wave in which nothing is known to be bad, and not every instance could be judged. */
public enum OnInconclusive {
    /** A person decides. */
    HOLD,
    /** Those that could not be judged count as healthy. */
    CONTINUE,
    /** Those that could not be judged count as bad. */
    FAIL;

    /** As it stands in a rollout file: {@code hold}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
