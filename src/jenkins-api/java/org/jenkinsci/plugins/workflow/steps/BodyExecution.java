package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;
import java.util.concurrent.Future;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-step-api 710.v3e456cc85233. */
public abstract class BodyExecution implements Future<Object>, Serializable {

    private BodyExecution() {}

    public boolean cancel(Throwable throwable) {
        throw new UnsupportedOperationException();
    }
}
