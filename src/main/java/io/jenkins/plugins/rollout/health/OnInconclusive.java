package io.jenkins.plugins.rollout.health;

import java.util.Locale;

/** What becomes of a wave of which too little is known to let it pass or fail. */
public enum OnInconclusive {
    /** A person decides. */
    HOLD,
    /** It counts as healthy. */
    CONTINUE,
    /** It counts as bad. */
    FAIL;

    /** As it stands in a rollout file: {@code hold}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
