package hudson.model;

import org.kohsuke.stapler.StaplerProxy;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
@SuppressWarnings("rawtypes")
public abstract class AbstractItem extends Actionable implements Item, StaplerProxy {

    protected AbstractItem(ItemGroup parent, String name) {}

    public final String getFullName() {
        throw new UnsupportedOperationException();
    }

    public final String getFullDisplayName() {
        throw new UnsupportedOperationException();
    }

    public final String getUrl() {
        throw new UnsupportedOperationException();
    }
}
