package hudson.model;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class Cause {

    public Cause() {}

    public abstract String getShortDescription();

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public static class UserIdCause extends Cause {

        private UserIdCause() {}

        public String getUserId() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getShortDescription() {
            throw new UnsupportedOperationException();
        }
    }
}
