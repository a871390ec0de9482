package hudson;

import java.io.IOException;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class AbortException extends IOException {

    public AbortException(String message) {}
}
