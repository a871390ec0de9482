package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import picocli.CommandLine.Option;

/** {@code --reason}, where a person decides. */
final class Reason {
    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; recorded with your name.")
    private String reason;

    /** @throws InvalidInputException if it says nothing */
    String given() {
        if (reason.isBlank()) {
            throw new InvalidInputException("--reason must say something; it is recorded with your name");
        }
        return reason;
    }
}
