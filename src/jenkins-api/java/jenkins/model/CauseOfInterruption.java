package jenkins.model;

import java.io.Serializable;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class CauseOfInterruption implements Serializable {

    public CauseOfInterruption() {}

    public abstract String getShortDescription();

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public static final class UserInterruption extends CauseOfInterruption {

        private UserInterruption() {}

        public String getUserId() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getShortDescription() {
            throw new UnsupportedOperationException();
        }
    }
}
