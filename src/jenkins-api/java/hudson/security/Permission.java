package hudson.security;

import org.jvnet.localizer.Localizable;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public final class Permission {

    public Permission(
            PermissionGroup permissionGroup,
            String string,
            Localizable localizable,
            Permission permission,
            boolean flag,
            PermissionScope[] permissionScopes)
            throws IllegalStateException {}
}
