package org.jenkinsci.plugins.workflow.steps;

import hudson.ExtensionPoint;
import hudson.model.Describable;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-step-api 710.v3e456cc85233. */
public abstract class Step implements Describable<Step>, ExtensionPoint {

    public Step() {}

    public abstract StepExecution start(StepContext stepContext) throws Exception;
}
