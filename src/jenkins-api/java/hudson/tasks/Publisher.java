package hudson.tasks;

import hudson.model.Describable;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class Publisher implements Describable<Publisher> {

    @Deprecated
    protected Publisher() {}
}
