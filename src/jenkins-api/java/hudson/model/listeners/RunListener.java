package hudson.model.listeners;

import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
@SuppressWarnings("rawtypes")
public abstract class RunListener<R extends Run> implements ExtensionPoint {

    protected RunListener() {}

    public void onCompleted(R value, TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    public void onStarted(R value, TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    public void onDeleted(R value) {
        throw new UnsupportedOperationException();
    }
}
