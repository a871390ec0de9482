package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Action;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-api 1398.v67030756d3fb_. */
public class LabelAction implements Action {

    public LabelAction(String displayName) {}

    @Override
    public String getIconFileName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getUrlName() {
        throw new UnsupportedOperationException();
    }
}
