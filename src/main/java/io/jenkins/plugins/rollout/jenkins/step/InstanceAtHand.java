package io.jenkins.plugins.rollout.jenkins.step;

import java.io.Serializable;

/**
 * The instance that a body is for. Lies in the context of the body, so that steps inside of it know for sure: environment
 * variables can be set by anybody.
 *
 * @param rollout its id
 * @param wave its number
 */
record InstanceAtHand(String rollout, int wave, String instance) implements Serializable {}
