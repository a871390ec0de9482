package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.execute.Driver;
import io.jenkins.plugins.rollout.execute.Ending;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.web.StatusView;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Drives a rollout in front of a person: says what happens, hears Ctrl-C, reports at the end. */
final class ForegroundDriver {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Driver driver;
    private final Journal journal;
    private final Duration grace;
    private final Console console;

    /** @param grace how long running commands may go on after Ctrl-C */
    ForegroundDriver(Ledger ledger, Journal journal, Clock clock, Duration grace, Console console) {
        this.driver = new Driver(ledger, journal, clock, grace, new ProgressPrinter(console, ZoneId.systemDefault()));
        this.journal = journal;
        this.grace = grace;
        this.console = console;
    }

    void takeUp() {
        driver.takeUp(User.name());
    }

    /** @return the exit code */
    int drive(boolean json) throws InterruptedException {
        return switch (driveUntilTold(json)) {
            case FINISHED -> ExitCode.of(rollout().state());
            case HELD -> {
                console.say("go on with: rollout approve " + rollout().id() + " --reason …   or: rollout abort "
                        + rollout().id() + " --reason …");
                yield ExitCode.HELD;
            }
            case INTERRUPTED -> ExitCode.INTERRUPTED;
        };
    }

    /** Lets the driver go on until it ends or the process is told to; then there is time to end well, and to report. */
    private Ending driveUntilTold(boolean json) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread stopper = new Thread(() -> stop(done), "rollout-stopper");
        Runtime.getRuntime().addShutdownHook(stopper);
        try {
            Ending ending = driver.drive();
            report(rollout(), json, console);
            return ending;
        } finally {
            done.countDown();
            remove(stopper);
        }
    }

    private void stop(CountDownLatch done) {
        console.say("stopping; commands that run have " + grace.toSeconds() + " s to end");
        driver.stop("the process was told to end");
        try {
            if (done.await(grace.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS)) {
                console.say("stopped; go on with: rollout resume " + rollout().id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook is doing its work.
        }
    }

    /** @param json as one document, or else as a matrix */
    static void report(Rollout rollout, boolean json, Console console) {
        if (json) {
            console.result(new StatusView(rollout).whole());
        } else {
            console.result("");
            new MatrixPrinter(console.paint()).print(rollout).forEach(console::result);
        }
    }

    private Rollout rollout() {
        return journal.rollout();
    }
}
