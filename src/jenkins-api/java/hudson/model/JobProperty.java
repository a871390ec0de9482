package hudson.model;

import hudson.ExtensionPoint;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class JobProperty<J extends Job<?, ?>> implements Describable<JobProperty<?>>, ExtensionPoint {

    public JobProperty() {}
}
