package jenkins.model;

import hudson.model.Action;
import hudson.model.Run;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public interface RunAction2 extends Action {

    void onAttached(Run<?, ?> run);

    void onLoad(Run<?, ?> run);
}
