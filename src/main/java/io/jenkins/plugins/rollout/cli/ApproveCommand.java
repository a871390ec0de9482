package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers a held rollout with yes. */
@Command(
        name = "approve",
        description = {
            "Approves what a held rollout asks for, and goes on with it.",
            "'rollout status ID' tells the question."
        })
final class ApproveCommand extends CliCommand {
    @Parameters(paramLabel = "ID", description = "The rollout.")
    private String id;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; recorded with your name.")
    private String reason;

    @Mixin
    private TopologyOption topology;

    @Mixin
    private LedgerOption ledger;

    @Mixin
    private Drive drive;

    @Override
    public Integer call() throws InterruptedException {
        Reason.check(reason);
        try (Ledger known = ledger.openExisting()) {
            try (OwnRollout own = TakeUp.take(known, id)) {
                Journal journal = own.journal();
                if (journal.rollout().question().isEmpty()) {
                    throw new InvalidInputException("rollout " + id + " does not wait for a person; it is "
                            + journal.rollout().state().word());
                }
                journal.append(new RolloutEvent.Approved(main().clock().instant(), User.name(), reason));
                return drive.takeUp(known, journal, main().clock(), console());
            }
        }
    }
}
