package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.Map;

/**
 * A rollout that is to be simulated, and what it meets.
 *
 * @param release that is brought, or taken back
 * @param installed what was on record when it was planned
 * @param running by instance, what runs there at first
 * @param earlier by instance, where a way back must lead; {@link Release#NONE} where there is none
 * @param plan a deployment, or a way back that somebody asked for
 * @param onInconclusive what its gate says of instances that can't be judged
 */
record Scenario(
        Topology topology,
        RolloutSpec spec,
        Release release,
        Installations installed,
        Map<String, Release> running,
        Map<String, Release> earlier,
        Plan plan,
        OnInconclusive onInconclusive,
        Hazards hazards) {
    boolean isDeployment() {
        return plan.action() == Action.DEPLOY;
    }
}
