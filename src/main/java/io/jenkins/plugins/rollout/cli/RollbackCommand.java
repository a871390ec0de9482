package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.WayBack;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes instances back by hand. */
@Command(
        name = "rollback",
        description = {
            "Takes back what a rollout brought, or one instance: each gets the release that the ledger had for it before.",
            "The deploy command and the gate of the rollout that is taken back serve the way back too."
        })
final class RollbackCommand extends LedgerCommand {
    @Parameters(paramLabel = "ID", arity = "0..1", defaultValue = "", description = "The rollout to take back.")
    private String id;

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            defaultValue = "",
            description = "One instance to take back, instead of a rollout.")
    private String instance;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Which service of that instance; needed where it has several.")
    private String service;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            defaultValue = "",
            description = "The version to go to, instead of the one before.")
    private String version;

    @Mixin
    private Begin begin;

    @Mixin
    private Drive drive;

    @Override
    public Integer call() throws InterruptedException {
        if (id.isEmpty() == instance.isEmpty()) {
            throw new InvalidInputException("say what to take back: either a rollout's ID or --instance NAME");
        }
        try (Ledger known = ledger().openExisting();
                Drive.Page page = drive.page(known)) {
            WayBack.Request request = request(known);
            try (OwnRollout own =
                    begin.begin(known, request.spec(), () -> request(known).plan(), main().clock(), console())) {
                return drive.drive(known, own.journal(), page, main().clock(), console());
            }
        }
    }

    private WayBack.Request request(Ledger known) {
        WayBack back = new WayBack(known);
        return id.isEmpty()
                ? back.ofInstance(instance, unlessEmpty(service), unlessEmpty(version))
                : back.fromRollout(id, unlessEmpty(version));
    }

    private static Optional<String> unlessEmpty(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }
}
