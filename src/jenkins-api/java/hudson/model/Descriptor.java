package hudson.model;

import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class Descriptor<T extends Describable<T>> {

    public final Class<? extends T> clazz = null;

    protected Descriptor() {}

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public T newInstance(StaplerRequest2 staplerRequest2, JSONObject jsonobject) throws Descriptor.FormException {
        throw new UnsupportedOperationException();
    }

    public void save() {
        throw new UnsupportedOperationException();
    }

    public void load() {
        throw new UnsupportedOperationException();
    }

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public static final class FormException extends Exception implements HttpResponse {

        private FormException() {}
    }
}
