package io.jenkins.plugins.rollout.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rollout.ledger.DriverLock;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.RolloutSummary;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import io.jenkins.plugins.rollout.web.LedgerViews;
import io.jenkins.plugins.rollout.web.StatusView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells where rollouts stand. */
@Command(name = "status", description = "Tells where a rollout stands; without ID, lists all rollouts.")
final class StatusCommand extends LedgerCommand {
    @Parameters(paramLabel = "ID", arity = "0..1", defaultValue = "", description = "The rollout.")
    private String id;

    @Option(
            names = "--since",
            paramLabel = "CURSOR",
            defaultValue = "0",
            description = "With --json: only what changed after this cursor.")
    private long since;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        try (Ledger known = ledger().openExisting()) {
            return id.isEmpty() ? list(known) : show(known);
        }
    }

    private int show(Ledger known) {
        Rollout rollout = known.load(id);
        if (json.wanted()) {
            ObjectNode status = new StatusView(rollout).since(since);
            console().result(status);
            return ExitCode.DONE;
        }
        new MatrixPrinter(main().paint()).print(rollout).forEach(console()::result);
        if (rollout.state() == RolloutState.HELD) {
            console()
                    .say("go on with: rollout approve " + id + " --reason …   or: rollout abort " + id + " --reason …");
        } else if (!rollout.state().isFinal() && !DriverLock.isTaken(known, id)) {
            console().say("nobody drives it; go on with: rollout resume " + id);
        }
        return ExitCode.DONE;
    }

    private int list(Ledger known) {
        if (json.wanted()) {
            console().result(new LedgerViews(known).rollouts());
            return ExitCode.DONE;
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"rollout", "action", "service", "version", "state", "blast radius", "started"});
        for (RolloutSummary summary : known.rollouts()) {
            rows.add(new String[] {
                summary.id(),
                summary.action(),
                summary.service(),
                summary.version(),
                summary.state(),
                String.format(Locale.ROOT, "%.1f %%", summary.blastRadius() * 100),
                summary.startedAt().toString()
            });
        }
        Table.print(rows, main().paint()).forEach(console()::result);
        return ExitCode.DONE;
    }
}
