package hudson.model;

import hudson.ExtensionPoint;
import java.io.Serializable;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class ParameterDefinition implements Describable<ParameterDefinition>, ExtensionPoint, Serializable {

    private ParameterDefinition() {}

    public String getName() {
        throw new UnsupportedOperationException();
    }

    public ParameterValue getDefaultParameterValue() {
        throw new UnsupportedOperationException();
    }
}
