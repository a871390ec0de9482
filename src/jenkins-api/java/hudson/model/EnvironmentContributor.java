package hudson.model;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import java.io.IOException;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
@SuppressWarnings("rawtypes")
public abstract class EnvironmentContributor implements ExtensionPoint {

    public EnvironmentContributor() {}

    public void buildEnvironmentFor(Run run, EnvVars envVars, TaskListener taskListener)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }
}
