package hudson.util;

import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class FormValidation extends IOException implements HttpResponse {

    private FormValidation() {}

    public static FormValidation error(String string) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation warning(String string) {
        throw new UnsupportedOperationException();
    }

    public static FormValidation ok() {
        throw new UnsupportedOperationException();
    }
}
