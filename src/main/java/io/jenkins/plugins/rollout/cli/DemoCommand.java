package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.demo.DemoFleet;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.execute.Driver;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import io.jenkins.plugins.rollout.topology.Topology;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import io.jenkins.plugins.rollout.web.LedgerViews;
import io.jenkins.plugins.rollout.web.PageServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Replays the worst day, on real parts. */
@Command(
        name = "demo",
        description = {
            "Replays a bad day on 22 real instances on this machine: five customers, seven shared ENG environments.",
            "billing 4.2.0 passes every test environment; in production, customer cygnus' own configuration makes it slow"
                    + " and failing. Its instance goes back to 4.1.0, the others keep 4.2.0."
        })
final class DemoCommand extends CliCommand {
    private static final String DEMO = "demo";
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Option(names = "--no-wait", description = "End with the rollout, instead of showing the page until Ctrl-C.")
    private boolean noWait;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The page's port (default: any free one).")
    private String port;

    @Option(
            names = "--workspace",
            paramLabel = "FOLDER",
            description = "Keep everything in this new folder (default: a temporary one, deleted at the end).")
    private Path workspace;

    @Option(names = "--json", description = "Print the rollout's status document on standard output at the end.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (workspace != null) {
            return replay(Files.createDirectories(workspace));
        }
        Path temporary = Files.createTempDirectory("rollout-demo");
        Thread cleaner = new Thread(() -> deleteQuietly(temporary), "rollout-demo-cleaner");
        Runtime.getRuntime().addShutdownHook(cleaner);
        return replay(temporary);
    }

    private int replay(Path folder) throws IOException, InterruptedException {
        console().say("starting 22 instances in " + folder);
        try (DemoFleet fleet = DemoFleet.start(folder, main().clock());
                Ledger ledger = Ledger.open(folder.resolve(".rollout").resolve("ledger.db"));
                PageServer page =
                        PageServer.start(new LedgerViews(ledger), PageServer.LOOPBACK, Port.parse("--port", port))) {
            install(fleet, ledger);
            console()
                    .say("billing " + fleet.installVersion() + " runs everywhere; now comes " + fleet.version()
                            + ", which passed every test");
            console().say("watch it: " + page.address(DEMO));
            int exitCode = rollOut(fleet, ledger);
            if (!noWait) {
                console().say("");
                console().say("the page stays until Ctrl-C: " + page.address(DEMO));
                new CountDownLatch(1).await();
            }
            return exitCode;
        }
    }

    /** What ran before the day began. */
    private void install(DemoFleet fleet, Ledger ledger) throws InterruptedException {
        try (OwnRollout own = begin(fleet, ledger, fleet.install(), fleet.installVersion(), "before")) {
            new Driver(ledger, own.journal(), main().clock(), GRACE, (rollout, events) -> {}).drive();
            Rollout rollout = own.journal().rollout();
            if (rollout.state() != RolloutState.SUCCEEDED) {
                throw new InvalidInputException("the demo could not install billing " + fleet.installVersion() + ": "
                        + rollout.finished().map(end -> end.why()).orElse("it did not end"));
            }
        }
    }

    private int rollOut(DemoFleet fleet, Ledger ledger) throws InterruptedException {
        try (OwnRollout own = begin(fleet, ledger, fleet.rollout(), fleet.version(), DEMO)) {
            return new ForegroundDriver(ledger, own.journal(), main().clock(), GRACE, console()).drive(json);
        }
    }

    private OwnRollout begin(DemoFleet fleet, Ledger ledger, Path rolloutFile, String version, String id)
            throws InterruptedException {
        Topology topology = TopologyReader.read(fleet.topology());
        RolloutSpec spec = RolloutSpecReader.read(rolloutFile);
        Release release = ReleaseOption.release(spec, version, "", ledger.artifacts()::keep);
        Planner planner = new Planner(topology, ledger);
        Console quiet =
                new Console(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), Paint.PLAIN);
        return Begin.named(id).begin(ledger, spec, () -> planner.plan(spec, release), main().clock(), quiet);
    }

    private static void deleteQuietly(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It lies in the system's temporary folder.
        }
    }
}
