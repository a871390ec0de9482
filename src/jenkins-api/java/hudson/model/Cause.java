package hudson.model;

import java.util.List;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class Cause {

    public Cause() {}

    public abstract String getShortDescription();

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public static class UserIdCause extends Cause {

        public UserIdCause(String userId) {}

        public String getUserId() {
            throw new UnsupportedOperationException();
        }

        public String getUserName() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getShortDescription() {
            throw new UnsupportedOperationException();
        }

        public void print(TaskListener taskListener) {
            throw new UnsupportedOperationException();
        }

        public boolean equals(Object object) {
            throw new UnsupportedOperationException();
        }

        public int hashCode() {
            throw new UnsupportedOperationException();
        }
    }

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public static class UpstreamCause extends Cause {

        private UpstreamCause() {}

        public List<Cause> getUpstreamCauses() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getShortDescription() {
            throw new UnsupportedOperationException();
        }
    }
}
