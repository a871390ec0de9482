package hudson.init;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public enum InitMilestone {
    STARTED,
    JOB_LOADED,
    JOB_CONFIG_ADAPTED,
    COMPLETED;
}
