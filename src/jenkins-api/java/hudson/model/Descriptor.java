package hudson.model;

import org.kohsuke.stapler.HttpResponse;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class Descriptor<T extends Describable<T>> {

    public final Class<? extends T> clazz = null;

    protected Descriptor() {}

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public static final class FormException extends Exception implements HttpResponse {

        private FormException() {}
    }
}
