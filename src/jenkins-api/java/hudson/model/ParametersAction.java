package hudson.model;

import java.util.Iterator;
import java.util.List;
import jenkins.model.RunAction2;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class ParametersAction implements RunAction2, Iterable<ParameterValue>, Queue.QueueAction {

    public ParametersAction(List<ParameterValue> parameters) {}

    @Override
    public Iterator<ParameterValue> iterator() {
        throw new UnsupportedOperationException();
    }

    public List<ParameterValue> getParameters() {
        throw new UnsupportedOperationException();
    }

    public ParameterValue getParameter(String string) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getIconFileName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getUrlName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean shouldSchedule(List<Action> list) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onAttached(Run<?, ?> run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onLoad(Run<?, ?> run) {
        throw new UnsupportedOperationException();
    }
}
