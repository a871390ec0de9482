package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.release.Installations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
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

    /** Asks what runs where, which is nothing where there is no ledger yet: looking does not make one. */
    <T> T look(Function<Planner.Inventory, T> question) {
        if (!Files.exists(file)) {
            return question.apply(service -> Installations.NONE);
        }
        try (Ledger known = open()) {
            return question.apply(known);
        }
    }

    /** Opens it, or makes a new one. */
    Ledger open() {
        return Ledger.open(file);
    }

    /** @throws InvalidInputException if there is none: a command that only reads does not make one */
    Ledger openExisting() {
        if (!Files.exists(file)) {
            throw new InvalidInputException(
                    "there is no ledger " + file + " yet; 'rollout run' makes it, or name another one with --ledger");
        }
        return open();
    }
}
