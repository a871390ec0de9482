package hudson.util;

import java.io.Serializable;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public final class Secret implements Serializable {

    private Secret() {}

    public String getPlainText() {
        throw new UnsupportedOperationException();
    }
}
