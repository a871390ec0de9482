package hudson.model;

import java.util.List;
import jenkins.model.RunAction2;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class CauseAction implements RunAction2 {

    public CauseAction(Cause c) {}

    public List<Cause> getCauses() {
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
    public void onLoad(Run<?, ?> run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onAttached(Run<?, ?> run) {
        throw new UnsupportedOperationException();
    }
}
