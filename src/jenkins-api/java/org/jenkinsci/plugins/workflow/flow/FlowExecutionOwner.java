package org.jenkinsci.plugins.workflow.flow;

import hudson.model.Queue;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-api 1398.v67030756d3fb_. */
public abstract class FlowExecutionOwner implements Serializable {

    private FlowExecutionOwner() {}

    public abstract Queue.Executable getExecutable() throws IOException;

    public TaskListener getListener() throws IOException {
        throw new UnsupportedOperationException();
    }

    public FlowExecution getOrNull() {
        throw new UnsupportedOperationException();
    }

    /** Mirrors org.jenkins-ci.plugins.workflow:workflow-api 1398.v67030756d3fb_. */
    public interface Executable extends Queue.Executable {

        FlowExecutionOwner asFlowExecutionOwner();
    }
}
