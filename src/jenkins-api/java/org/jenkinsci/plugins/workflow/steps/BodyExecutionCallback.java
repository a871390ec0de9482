package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-step-api 710.v3e456cc85233. */
public abstract class BodyExecutionCallback implements Serializable {

    public BodyExecutionCallback() {}

    public void onStart(StepContext stepContext) {
        throw new UnsupportedOperationException();
    }

    public abstract void onSuccess(StepContext stepContext, Object object);

    public abstract void onFailure(StepContext stepContext, Throwable throwable);
}
