package org.jenkinsci.plugins.workflow.flow;

import java.io.IOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-api 1398.v67030756d3fb_. */
public abstract class FlowExecution {

    private FlowExecution() {}

    public boolean isComplete() {
        throw new UnsupportedOperationException();
    }

    public abstract FlowNode getNode(String string) throws IOException;
}
