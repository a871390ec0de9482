package io.jenkins.plugins.rollout.jenkins.step;

import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** A step that runs bodies for instances of a wave, and hears from them. */
interface BodyHost extends Serializable {
    /** The rollout's id. */
    String rollout();

    /** The wave's number. */
    int wave();

    /** Whether it has begun with that instance; also when it has just been loaded after a restart. */
    boolean hasInHand(String rollout, int wave, String instance);

    /** A body begins. Called on the thread of the pipeline's program, which is saved with what this changes. */
    default void began(String instance) {}

    /** A body has ended. @param failure why it failed; empty if it did not */
    void ended(String instance, String failure);

    /** Somebody wants the build, or a part of it that the step is in, to end. */
    void interrupted(FlowInterruptedException cause);
}
