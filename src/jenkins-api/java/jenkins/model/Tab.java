package jenkins.model;

import hudson.model.Action;
import hudson.model.Actionable;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class Tab implements Action {

    public Tab(Actionable object) {}
}
