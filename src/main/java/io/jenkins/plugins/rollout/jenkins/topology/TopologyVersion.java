package io.jenkins.plugins.rollout.jenkins.topology;

import java.time.Instant;

/**
 * One saved state of the topology.
 *
 * @param number from 1, one more with each save
 * @param who the Jenkins user; empty when it isn't known
 * @param why as given with the save; may be empty
 */
public record TopologyVersion(int number, Instant at, String who, String why) {}
