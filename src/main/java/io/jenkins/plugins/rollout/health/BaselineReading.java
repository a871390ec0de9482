package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.source.Reading;

/**
 * What was read of something to compare with.
 *
 * @param stream which instance, at which time; the same for all readings of it
 * @param shared whether others of the wave are compared with the same reading
 * @param backwards whether each reading of the stream is of an earlier time than the one before
 */
record BaselineReading(String stream, boolean shared, boolean backwards, Reading reading) {}
