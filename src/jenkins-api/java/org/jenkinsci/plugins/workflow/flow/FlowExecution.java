package org.jenkinsci.plugins.workflow.flow;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-api 1398.v67030756d3fb_. */
public abstract class FlowExecution {

    private FlowExecution() {}
}
