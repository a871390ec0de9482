package jenkins.model;

import hudson.ExtensionPoint;
import hudson.model.Action;
import java.util.Collection;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class TransientActionFactory<T> implements ExtensionPoint {

    public TransientActionFactory() {}

    public abstract Class<T> type();

    public Class<? extends Action> actionType() {
        throw new UnsupportedOperationException();
    }

    public abstract Collection<? extends Action> createFor(T value);
}
