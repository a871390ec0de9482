package io.jenkins.plugins.rollout.source;

import java.nio.file.Path;
import java.time.Clock;

/**
 * What checks measure with.
 *
 * @param folder where commands run
 */
public record Laboratory(Clock clock, Path folder, Credentials credentials) {}
