package org.jenkinsci.plugins.workflow.flow;

import java.util.Iterator;

/** Mirrors org.jenkins-ci.plugins.workflow:workflow-api 1398.v67030756d3fb_. */
public class FlowExecutionList implements Iterable<FlowExecution> {

    public static final String EXECUTIONS_SUSPENDED = "FlowExecutionList.EXECUTIONS_SUSPENDED";

    private FlowExecutionList() {}

    @Override
    public Iterator<FlowExecution> iterator() {
        throw new UnsupportedOperationException();
    }
}
