package hudson.model;

import hudson.security.AccessControlled;
import org.kohsuke.stapler.StaplerProxy;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class User implements ModelObject, AccessControlled, StaplerProxy {

    private User() {}

    public static User getById(String string, boolean flag) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object getTarget() {
        throw new UnsupportedOperationException();
    }
}
