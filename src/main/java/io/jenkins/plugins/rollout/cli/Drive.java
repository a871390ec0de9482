package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.web.LedgerViews;
import io.jenkins.plugins.rollout.web.PageServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command drives a rollout: {@code --serve}, {@code --grace}, {@code --json}. */
final class Drive {
    private static final String NO_PAGE = "none";

    @Option(
            names = "--serve",
            arity = "0..1",
            paramLabel = "PORT",
            defaultValue = NO_PAGE,
            fallbackValue = "0",
            description = "Show the matrix live in a browser while it runs, on this port or a free one.")
    private String serve;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long running commands may go on after Ctrl-C (default: ${DEFAULT-VALUE}).")
    private int grace;

    @Mixin
    private CliCommand.JsonOption json;

    /** Drives a rollout that was just begun. Returns the exit code. */
    int drive(Ledger ledger, Journal journal, Page page, Clock clock, Console console) throws InterruptedException {
        page.announce(journal.rollout().id(), console);
        return foreground(ledger, journal, clock, console).drive(json.wanted());
    }

    /** Drives a rollout that another driver has let go. Returns the exit code. */
    int takeUp(Ledger ledger, Journal journal, Page page, Clock clock, Console console) throws InterruptedException {
        page.announce(journal.rollout().id(), console);
        ForegroundDriver driver = foreground(ledger, journal, clock, console);
        driver.takeUp();
        return driver.drive(json.wanted());
    }

    /** Reports a rollout that another process has driven to its end. */
    void report(Rollout rollout, Console console) {
        ForegroundDriver.report(rollout, json.wanted(), console);
    }

    private ForegroundDriver foreground(Ledger ledger, Journal journal, Clock clock, Console console) {
        return new ForegroundDriver(ledger, journal, clock, Duration.ofSeconds(grace), console);
    }

    /**
     * Opens the page, if one is wanted. Comes before anything is changed.
     *
     * @throws io.jenkins.plugins.rollout.document.InvalidInputException if its port is in use
     */
    Page page(Ledger ledger) {
        return new Page(
                serve.equals(NO_PAGE)
                        ? Optional.empty()
                        : Optional.of(PageServer.start(
                                new LedgerViews(ledger), PageServer.LOOPBACK, Port.parse("--serve", serve))));
    }

    /** The page's server, if one is wanted. */
    record Page(Optional<PageServer> server) implements AutoCloseable {
        void announce(String rollout, Console console) {
            server.ifPresent(running -> console.say("the matrix, live: " + running.address(rollout)));
        }

        @Override
        public void close() {
            server.ifPresent(PageServer::close);
        }
    }
}
