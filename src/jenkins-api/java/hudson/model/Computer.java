package hudson.model;

import hudson.ExtensionPoint;
import hudson.security.AccessControlled;
import java.util.concurrent.ExecutorService;
import org.kohsuke.stapler.StaplerProxy;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class Computer extends Actionable implements AccessControlled, ExtensionPoint, StaplerProxy {

    public static final ExecutorService threadPoolForRemoting = null;

    protected Computer(Node node) {}

    @Override
    public Object getTarget() {
        throw new UnsupportedOperationException();
    }
}
