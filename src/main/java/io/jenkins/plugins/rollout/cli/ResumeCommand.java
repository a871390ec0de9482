package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.ledger.Ledger;
import picocli.CommandLine.Command;

/** Goes on with a rollout. */
@Command(
        name = "resume",
        description = {
            "Goes on with a rollout whose driver ended, however it ended.",
            "What was recorded as done is not done again. What was in flight is verified by the gate where a check names"
                    + " the version, and deployed again otherwise."
        })
final class ResumeCommand extends OneRolloutCommand {
    @Override
    public Integer call() throws InterruptedException {
        try (Ledger known = ledger().openExisting();
                Drive.Page page = drive().page(known);
                OwnRollout own = TakeUp.take(known, id())) {
            return drive().takeUp(known, own.journal(), page, main().clock(), console());
        }
    }
}
