package jenkins.util;

import hudson.model.BuildListener;
import hudson.model.TaskListener;
import java.io.PrintStream;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public final class BuildListenerAdapter implements BuildListener {

    public BuildListenerAdapter(TaskListener delegate) {}

    @Override
    public PrintStream getLogger() {
        throw new UnsupportedOperationException();
    }
}
