package org.jenkinsci.plugins.workflow.flow;

import hudson.ExtensionPoint;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-api 1398.v67030756d3fb_. */
public abstract class FlowExecutionListener implements ExtensionPoint {

    public void onResumed(FlowExecution execution) {}
}
