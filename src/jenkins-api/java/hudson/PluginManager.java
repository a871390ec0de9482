package hudson;

import hudson.model.ModelObject;
import org.kohsuke.stapler.StaplerProxy;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class PluginManager implements ModelObject, StaplerProxy {

    private PluginManager() {}

    public PluginWrapper getPlugin(String string) {
        throw new UnsupportedOperationException();
    }
}
