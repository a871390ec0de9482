package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.execute.Driver;
import io.jenkins.plugins.rollout.execute.Ending;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.web.LedgerViews;
import io.jenkins.plugins.rollout.web.PageServer;
import io.jenkins.plugins.rollout.web.StatusView;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Drives a rollout from the command line: progress, the page, Ctrl-C, and the report at the end. */
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

    /** @return the exit code */
    int drive(Ledger ledger, Journal journal, Clock clock, Console console) throws InterruptedException {
        try (Page page = page(ledger, journal, console)) {
            Driver driver = driver(ledger, journal, clock, console);
            return report(run(driver, journal, console), journal.rollout(), console);
        }
    }

    /** As {@link #drive}, for a rollout that another driver has let go. */
    int takeUp(Ledger ledger, Journal journal, Clock clock, Console console) throws InterruptedException {
        try (Page page = page(ledger, journal, console)) {
            Driver driver = driver(ledger, journal, clock, console);
            driver.takeUp(User.name());
            return report(run(driver, journal, console), journal.rollout(), console);
        }
    }

    private Driver driver(Ledger ledger, Journal journal, Clock clock, Console console) {
        return new Driver(
                ledger,
                journal,
                clock,
                Duration.ofSeconds(grace),
                new ProgressPrinter(console, ZoneId.systemDefault()));
    }

    /** Lets the driver go on until it ends or the process is told to; then the driver has its time to end well. */
    private Ending run(Driver driver, Journal journal, Console console) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread stopper = new Thread(() -> {
            String id = journal.rollout().id();
            console.say("stopping; commands that run have " + grace + " s to end");
            driver.stop("the process was told to end");
            try {
                if (done.await(grace + 20L, TimeUnit.SECONDS)) {
                    console.say("stopped; go on with: rollout resume " + id);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(stopper);
        try {
            return driver.drive();
        } finally {
            done.countDown();
            removeHook(stopper);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook has done its work.
        }
    }

    private int report(Ending ending, Rollout rollout, Console console) {
        if (json.wanted()) {
            console.result(new StatusView(rollout).whole());
        } else {
            console.result("");
            new MatrixPrinter(console.paint()).print(rollout).forEach(console::result);
        }
        return switch (ending) {
            case FINISHED -> ExitCode.of(rollout.state());
            case HELD -> {
                console.say("go on with: rollout approve " + rollout.id() + " --reason …   or: rollout abort "
                        + rollout.id() + " --reason …");
                yield ExitCode.HELD;
            }
            case INTERRUPTED -> ExitCode.INTERRUPTED;
        };
    }

    private Page page(Ledger ledger, Journal journal, Console console) {
        if (serve.equals(NO_PAGE)) {
            return new Page(Optional.empty());
        }
        PageServer server =
                PageServer.start(new LedgerViews(ledger), PageServer.LOOPBACK, Port.parse("--serve", serve));
        console.say("the matrix, live: " + server.address(journal.rollout().id()));
        return new Page(Optional.of(server));
    }

    /** The page's server, if one is wanted. */
    private record Page(Optional<PageServer> server) implements AutoCloseable {
        @Override
        public void close() {
            server.ifPresent(PageServer::close);
        }
    }
}
