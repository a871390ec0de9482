package hudson.model;

import hudson.security.AccessControlled;
import hudson.security.Permission;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public interface Item extends ModelObject, AccessControlled {

    Permission READ = null;

    Permission EXTENDED_READ = null;

    Permission CANCEL = null;
}
