package hudson.security;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public interface AccessControlled {

    default void checkPermission(Permission permission) {
        throw new UnsupportedOperationException();
    }

    default boolean hasPermission(Permission permission) {
        throw new UnsupportedOperationException();
    }
}
