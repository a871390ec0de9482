package org.jenkinsci.plugins.workflow.steps;

import hudson.LauncherDecorator;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-step-api 710.v3e456cc85233. */
public abstract class BodyInvoker {

    private BodyInvoker() {}

    public abstract BodyInvoker withContext(Object object);

    public abstract BodyInvoker withDisplayName(String string);

    public abstract BodyInvoker withCallback(BodyExecutionCallback bodyExecutionCallback);

    public abstract BodyExecution start();

    public static LauncherDecorator mergeLauncherDecorators(
            LauncherDecorator launcherDecorator, LauncherDecorator launcherDecorator2) {
        throw new UnsupportedOperationException();
    }
}
