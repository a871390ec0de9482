package hudson.model;

import hudson.ExtensionPoint;
import hudson.triggers.SafeTimerTask;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class PeriodicWork extends SafeTimerTask implements ExtensionPoint {

    protected static final long MIN = 60000L;

    public PeriodicWork() {}

    public abstract long getRecurrencePeriod();
}
