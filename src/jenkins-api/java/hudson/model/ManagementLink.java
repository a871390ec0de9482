package hudson.model;

import hudson.ExtensionPoint;
import hudson.security.Permission;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class ManagementLink implements ExtensionPoint, Action {

    public ManagementLink() {}

    @Override
    public abstract String getIconFileName();

    public String getDescription() {
        throw new UnsupportedOperationException();
    }

    @Override
    public abstract String getUrlName();

    public Permission getRequiredPermission() {
        throw new UnsupportedOperationException();
    }

    public ManagementLink.Category getCategory() {
        throw new UnsupportedOperationException();
    }

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public enum Category {
        CONFIGURATION;
    }
}
