package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Actionable;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-api 1398.v67030756d3fb_. */
public abstract class FlowNode extends Actionable {

    private FlowNode() {}
}
