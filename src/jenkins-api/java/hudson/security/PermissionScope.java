package hudson.security;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public final class PermissionScope {

    public static final PermissionScope JENKINS = null;

    public static final PermissionScope ITEM = null;

    public static final PermissionScope RUN = null;

    private PermissionScope() {}
}
