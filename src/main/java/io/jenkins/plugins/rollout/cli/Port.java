package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.InvalidInputException;

/** Reads a port number. */
final class Port {
    private static final int HIGHEST = 65_535;

    private Port() {}

    /** @return 0 for any free one */
    static int parse(String option, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= HIGHEST) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new InvalidInputException(
                option + " must be a port from 0 (any free one) to " + HIGHEST + ", and is '" + text + "'");
    }
}
