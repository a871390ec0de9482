package io.jenkins.plugins.rollout.execute;

/** Why a driver let go of its rollout. */
public enum Ending {
    /** It has ended. */
    FINISHED,
    /** It waits for a person. */
    HELD,
    /** The driver was told to stop; the rollout can be resumed. */
    INTERRUPTED
}
