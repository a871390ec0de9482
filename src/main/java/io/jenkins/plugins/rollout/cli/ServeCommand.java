package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.web.LedgerViews;
import io.jenkins.plugins.rollout.web.PageServer;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows rollouts in a browser. */
@Command(
        name = "serve",
        description = {
            "Shows the rollouts of a ledger in a browser, live, until Ctrl-C. The page changes nothing.",
            "Whoever reaches the address can read; it is bound to this machine unless --bind says otherwise."
        })
final class ServeCommand extends LedgerCommand {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The port (default: any free one; the address is printed).")
    private String port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = PageServer.LOOPBACK,
            description = "The address to listen on (default: ${DEFAULT-VALUE}).")
    private String bind;

    @Override
    public Integer call() throws InterruptedException {
        try (Ledger known = ledger().openExisting();
                PageServer server = PageServer.start(new LedgerViews(known), bind, Port.parse("--port", port))) {
            console().result("rollouts of " + ledger().file() + ": " + server.address());
            new CountDownLatch(1).await();
            return ExitCode.DONE;
        }
    }
}
