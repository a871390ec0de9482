package jenkins.model;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Descriptor;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class GlobalConfiguration extends Descriptor<GlobalConfiguration>
        implements ExtensionPoint, Describable<GlobalConfiguration> {

    protected GlobalConfiguration() {}

    public String getGlobalConfigPage() {
        throw new UnsupportedOperationException();
    }

    public boolean configure(StaplerRequest2 staplerRequest2, JSONObject jsonobject) throws Descriptor.FormException {
        throw new UnsupportedOperationException();
    }
}
