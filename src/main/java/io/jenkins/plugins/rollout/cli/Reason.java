package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.InvalidInputException;

/** A reason that somebody gives must be one. */
final class Reason {
    private Reason() {}

    static void check(String reason) {
        if (reason.isBlank()) {
            throw new InvalidInputException("--reason must say something; it is recorded with your name");
        }
    }
}
