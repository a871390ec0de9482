package jenkins.security;

import hudson.remoting.Callable;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class MasterToSlaveCallable<V, T extends Throwable> implements Callable<V, T> {

    public MasterToSlaveCallable() {}
}
