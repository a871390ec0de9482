package hudson.model;

import hudson.ExtensionPoint;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
@SuppressWarnings("rawtypes")
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint {

    private Job() {
        super(null, null);
    }

    public <T extends JobProperty> T getProperty(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public abstract boolean isBuildable();

    public RunT getBuildByNumber(int number) {
        throw new UnsupportedOperationException();
    }

    public RunT getNearestOldBuild(int number) {
        throw new UnsupportedOperationException();
    }

    public RunT getLastBuild() {
        throw new UnsupportedOperationException();
    }
}
