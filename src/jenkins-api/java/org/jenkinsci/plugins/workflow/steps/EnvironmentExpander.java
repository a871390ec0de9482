package org.jenkinsci.plugins.workflow.steps;

import hudson.EnvVars;
import java.io.IOException;
import java.io.Serializable;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-step-api 710.v3e456cc85233. */
public abstract class EnvironmentExpander implements Serializable {

    public EnvironmentExpander() {}

    public abstract void expand(EnvVars envVars) throws IOException, InterruptedException;

    public static EnvironmentExpander merge(
            EnvironmentExpander environmentExpander, EnvironmentExpander environmentExpander2) {
        throw new UnsupportedOperationException();
    }
}
