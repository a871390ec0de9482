package jenkins;

import hudson.FilePath;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class MasterToSlaveFileCallable<T> implements FilePath.FileCallable<T> {

    public MasterToSlaveFileCallable() {}
}
