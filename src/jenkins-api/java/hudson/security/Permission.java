package hudson.security;

import org.jvnet.localizer.Localizable;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public final class Permission {

    public final PermissionGroup group = null;

    public final String name = null;

    public Permission(
            PermissionGroup group,
            String name,
            Localizable description,
            Permission impliedBy,
            boolean enable,
            PermissionScope[] scopes)
            throws IllegalStateException {}
}
