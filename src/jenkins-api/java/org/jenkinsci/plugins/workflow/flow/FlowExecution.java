package org.jenkinsci.plugins.workflow.flow;

import com.google.common.util.concurrent.ListenableFuture;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-api 1398.v67030756d3fb_. */
public abstract class FlowExecution {

    private FlowExecution() {}

    public ListenableFuture<List<StepExecution>> getCurrentExecutions(boolean flag) {
        throw new UnsupportedOperationException();
    }

    public boolean isComplete() {
        throw new UnsupportedOperationException();
    }

    public abstract FlowExecutionOwner getOwner();

    public abstract FlowNode getNode(String string) throws IOException;
}
