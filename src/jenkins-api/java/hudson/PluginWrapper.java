package hudson;

import hudson.model.ModelObject;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class PluginWrapper implements ModelObject {

    private PluginWrapper() {}

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public String getVersion() {
        throw new UnsupportedOperationException();
    }

    public boolean isActive() {
        throw new UnsupportedOperationException();
    }
}
