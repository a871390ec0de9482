package hudson.model;

import java.io.Serializable;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class ParameterValue implements Serializable {

    private ParameterValue() {}
}
