package hudson.init;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public enum InitMilestone {
    STARTED,
    JOB_CONFIG_ADAPTED;
}
