package io.jenkins.plugins.rollout.plan;

import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.topology.Instance;

/**
 * An instance's place in a plan.
 *
 * @param release that it gets; {@link Release#NONE} in a way back that does not exist
 * @param previous that it has until then; {@link Release#NONE} if none is on record
 * @param why it is in its wave, one phrase
 */
public record Placement(Instance instance, Release release, Release previous, String why) {
    public String name() {
        return instance.name();
    }
}
