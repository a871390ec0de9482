package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.ledger.Answer;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a rollout. */
@Command(
        name = "abort",
        description = {
            "Ends a rollout: nothing more is begun, and instances stay as they are.",
            "What runs is let end first. 'rollout rollback ID' takes back what it brought."
        })
final class AbortCommand extends OneRolloutCommand {
    @Mixin
    private Reason reason;

    @Override
    public Integer call() throws InterruptedException {
        String why = reason.given();
        try (Ledger known = ledger().openExisting();
                Drive.Page page = drive().page(known)) {
            Journal journal = known.journal(id());
            Answer answer = new Answer(main().clock().instant(), User.name(), why);
            journal.append(List.of(), answer::abort);
            Rollout ended = end(known, page);
            return ended.state() == RolloutState.ABORTED ? ExitCode.DONE : ExitCode.NOT_DONE;
        }
    }

    /** Its driver ends it; where it has none, this process does. */
    private Rollout end(Ledger known, Drive.Page page) throws InterruptedException {
        while (true) {
            Rollout rollout = known.load(id());
            if (rollout.state().isFinal()) {
                drive().report(rollout, console());
                return rollout;
            }
            Optional<OwnRollout> undriven = TakeUp.tryTake(known, id());
            if (undriven.isPresent()) {
                try (OwnRollout own = undriven.get()) {
                    drive().takeUp(known, own.journal(), page, main().clock(), console());
                    return own.journal().rollout();
                }
            }
        }
    }
}
