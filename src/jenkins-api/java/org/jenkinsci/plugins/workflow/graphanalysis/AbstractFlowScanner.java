package org.jenkinsci.plugins.workflow.graphanalysis;

import java.util.Iterator;
import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-api 1398.v67030756d3fb_. */
public abstract class AbstractFlowScanner implements Iterable<FlowNode> {

    public AbstractFlowScanner() {}

    @Override
    public Iterator<FlowNode> iterator() {
        throw new UnsupportedOperationException();
    }

    public List<FlowNode> allNodes(FlowExecution flowExecution) {
        throw new UnsupportedOperationException();
    }
}
