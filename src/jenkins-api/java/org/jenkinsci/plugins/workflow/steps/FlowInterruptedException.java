package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Result;
import java.util.List;
import jenkins.model.CauseOfInterruption;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-step-api 710.v3e456cc85233. */
public final class FlowInterruptedException extends InterruptedException {

    public FlowInterruptedException(Result result, boolean actualInterruption, CauseOfInterruption... causes) {}

    public List<CauseOfInterruption> getCauses() {
        throw new UnsupportedOperationException();
    }

    public boolean isActualInterruption() {
        throw new UnsupportedOperationException();
    }
}
