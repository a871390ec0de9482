package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Action;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-api 1398.v67030756d3fb_. */
public interface ThreadNameAction extends Action {

    String getThreadName();
}
