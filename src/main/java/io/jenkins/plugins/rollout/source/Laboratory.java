package io.jenkins.plugins.rollout.source;

import java.nio.file.Path;
import java.time.Clock;

/**
 * What checks measure with.
 *
 * @param folder where commands run
 * @param addresses of servers that a check need not name
 */
public record Laboratory(Clock clock, Path folder, Credentials credentials, Addresses addresses) {
    /** Where each check must name its server. */
    public Laboratory(Clock clock, Path folder, Credentials credentials) {
        this(clock, folder, credentials, Addresses.NONE);
    }
}
