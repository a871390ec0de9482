package org.jenkinsci.plugins.workflow.actions;

import hudson.console.AnnotatedLargeText;
import hudson.model.Action;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-api 1398.v67030756d3fb_. */
public abstract class LogAction implements Action {

    private LogAction() {}

    public abstract AnnotatedLargeText<? extends FlowNode> getLogText();
}
