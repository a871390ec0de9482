package hudson.security;

import java.util.Iterator;
import org.jvnet.localizer.Localizable;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
@SuppressWarnings("rawtypes")
public final class PermissionGroup implements Iterable<Permission> {

    public final Localizable title = null;

    public PermissionGroup(Class owner, Localizable title) throws IllegalStateException {}

    @Override
    public Iterator<Permission> iterator() {
        throw new UnsupportedOperationException();
    }

    public int size() {
        throw new UnsupportedOperationException();
    }
}
