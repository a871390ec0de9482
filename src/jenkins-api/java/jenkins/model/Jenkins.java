package jenkins.model;

import hudson.model.Node;
import hudson.security.Permission;
import java.io.File;
import org.kohsuke.stapler.StaplerProxy;
import org.springframework.security.core.Authentication;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class Jenkins extends Node implements StaplerProxy {

    public static final Permission ADMINISTER = null;

    private Jenkins() {}

    public static Jenkins get() throws IllegalStateException {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public File getRootDir() {
        throw new UnsupportedOperationException();
    }

    public static Authentication getAuthentication2() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object getTarget() {
        throw new UnsupportedOperationException();
    }
}
