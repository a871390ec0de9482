package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.ledger.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --ledger}, for every command that reads or writes one. */
final class LedgerOption {
    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            defaultValue = ".rollout/ledger.db",
            description = "The memory across rollouts (default: ${DEFAULT-VALUE}).")
    private Path file;

    Path file() {
        return file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Opens it, or makes a new one. */
    Ledger open() {
        return Ledger.open(file);
    }

    /** @throws InvalidInputException if there is none: a command that only reads does not make one */
    Ledger openExisting() {
        if (!exists()) {
            throw new InvalidInputException(
                    "there is no ledger " + file + " yet; 'rollout run' makes it, or name another one with --ledger");
        }
        return open();
    }
}
