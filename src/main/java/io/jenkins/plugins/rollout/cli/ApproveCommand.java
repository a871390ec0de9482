package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Answers a held rollout with yes. */
@Command(
        name = "approve",
        description = {
            "Approves what a held rollout asks for, and goes on with it.",
            "'rollout status ID' tells the question."
        })
final class ApproveCommand extends OneRolloutCommand {
    @Mixin
    private Reason reason;

    @Override
    public Integer call() throws InterruptedException {
        String why = reason.given();
        try (Ledger known = ledger().openExisting();
                Drive.Page page = drive().page(known);
                OwnRollout own = TakeUp.take(known, id())) {
            Journal journal = own.journal();
            if (journal.rollout().question().isEmpty()) {
                throw new InvalidInputException("rollout " + id() + " does not wait for a person; it is "
                        + journal.rollout().state().word());
            }
            journal.append(new RolloutEvent.Approved(main().clock().instant(), User.name(), why));
            return drive().takeUp(known, journal, page, main().clock(), console());
        }
    }
}
