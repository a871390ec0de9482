package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.ledger.HistoryEntry;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.web.ListViews;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what was done to instances. */
@Command(name = "history", description = "Tells what was done to every instance and what came of it, the oldest first.")
final class HistoryCommand extends LedgerCommand {
    @Option(names = "--instance", paramLabel = "NAME", defaultValue = "", description = "Only this instance.")
    private String instance;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        List<HistoryEntry> entries;
        try (Ledger known = ledger().openExisting()) {
            entries = instance.isEmpty() ? known.history() : known.history(instance);
        }
        if (json.wanted()) {
            console().result(ListViews.history(entries));
            return ExitCode.DONE;
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"at", "instance", "service", "action", "from", "to", "outcome", "rollout"});
        for (HistoryEntry entry : entries) {
            rows.add(new String[] {
                entry.at().toString(),
                entry.instance(),
                entry.release().service(),
                entry.action().word(),
                entry.previous().isNone() ? "–" : entry.previous().version(),
                entry.release().isNone() ? "–" : entry.release().version(),
                entry.outcome(),
                entry.rollout()
            });
        }
        Table.print(rows, main().paint()).forEach(console()::result);
        return ExitCode.DONE;
    }
}
