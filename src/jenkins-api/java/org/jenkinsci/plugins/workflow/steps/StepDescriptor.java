package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Descriptor;
import java.util.Map;
import java.util.Set;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-step-api 710.v3e456cc85233. */
public abstract class StepDescriptor extends Descriptor<Step> {

    public StepDescriptor() {}

    public abstract Set<? extends Class<?>> getRequiredContext();

    public abstract String getFunctionName();

    public boolean takesImplicitBlockArgument() {
        throw new UnsupportedOperationException();
    }

    @Deprecated
    public Step newInstance(Map<String, Object> map) throws Exception {
        throw new UnsupportedOperationException();
    }
}
