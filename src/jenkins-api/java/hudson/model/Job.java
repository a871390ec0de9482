package hudson.model;

import hudson.ExtensionPoint;
import org.kohsuke.stapler.StaplerProxy;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements Item, StaplerProxy, ExtensionPoint {

    private Job() {}
}
