package hudson.tasks;

import hudson.ExtensionPoint;
import hudson.model.Run;
import java.io.Serializable;
import java.util.Map;
import jenkins.model.RunAction2;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
@SuppressWarnings("rawtypes")
public class Fingerprinter extends Publisher implements ExtensionPoint, Serializable {

    private Fingerprinter() {}

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public static final class FingerprintAction implements RunAction2 {

        public FingerprintAction(Run build, Map<String, String> record) {}

        public void add(Map<String, String> map) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getIconFileName() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getDisplayName() {
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
}
