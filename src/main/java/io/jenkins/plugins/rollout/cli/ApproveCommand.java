package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.ledger.Answer;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import java.util.List;
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
            Answer answer = new Answer(main().clock().instant(), User.name(), why);
            journal.append(List.of(), answer::approve);
            return drive().takeUp(known, journal, page, main().clock(), console());
        }
    }
}
