package org.jenkinsci.plugins.workflow.graphanalysis;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-api 1398.v67030756d3fb_. */
public class DepthFirstScanner extends AbstractFlowScanner {

    public DepthFirstScanner() {}
}
