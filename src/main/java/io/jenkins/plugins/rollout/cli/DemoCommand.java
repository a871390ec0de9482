package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.demo.DemoFleet;
import io.jenkins.plugins.rollout.demo.DemoPrometheus;
import io.jenkins.plugins.rollout.demo.DemoTraffic;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Replays the worst day, on real parts. */
@Command(
        name = "demo",
        description = {
            "Replays a bad day on 22 real instances on this machine: five customers, seven shared ENG environments.",
            "billing 4.2.0 passes every test environment; in production, customer cygnus' own configuration makes it slow"
                    + " and failing. Its instance goes back to 4.1.0, the others keep 4.2.0.",
            "With --prometheus nobody asks the instances how they are: what customers' requests leave in a real"
                    + " Prometheus decides."
        })
final class DemoCommand extends CliCommand {
    private static final String DEMO = "demo";
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** What the first wave is compared with: as many samples of a second each as the gate may take, and the first scrapes. */
    private static final Duration PAST = Duration.ofSeconds(32);

    @Option(
            names = "--prometheus",
            description = "Judge by metrics alone: with customers' requests and a real Prometheus, from the PATH.")
    private boolean prometheus;

    @Option(names = "--harmless", description = "With --prometheus: bring 4.1.1 instead, which harms nobody.")
    private boolean harmless;

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

    private final AtomicReference<DemoPrometheus> running = new AtomicReference<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (harmless && !prometheus) {
            throw new InvalidInputException("--harmless is for the demo with metrics: add --prometheus");
        }
        if (prometheus) {
            DemoPrometheus.requireInstalled();
        }
        if (workspace != null) {
            return replay(Files.createDirectories(workspace));
        }
        Path temporary = Files.createTempDirectory("rollout-demo");
        Thread cleaner = new Thread(() -> cleanUp(temporary), "rollout-demo-cleaner");
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
            return prometheus ? withMetrics(fleet, ledger, page) : withoutMetrics(fleet, ledger, page);
        }
    }

    private int withoutMetrics(DemoFleet fleet, Ledger ledger, PageServer page) throws InterruptedException {
        console()
                .say("billing " + fleet.installVersion() + " runs everywhere; now comes " + fleet.version()
                        + ", which passed every test");
        return rollOut(fleet, ledger, page, fleet.rollout(), fleet.version());
    }

    private int withMetrics(DemoFleet fleet, Ledger ledger, PageServer page) throws IOException, InterruptedException {
        String version = harmless ? fleet.harmlessVersion() : fleet.version();
        try (DemoPrometheus scraping = DemoPrometheus.start(fleet);
                DemoTraffic traffic = DemoTraffic.start(fleet.instances())) {
            running.set(scraping);
            console()
                    .say("billing " + fleet.installVersion() + " runs everywhere, and customers ask each instance for "
                            + DemoTraffic.REQUESTS_PER_SECOND + " invoices a second; Prometheus: " + scraping.url());
            console()
                    .say("waiting " + PAST.toSeconds() + " s, so that there is a past to compare with; then comes "
                            + version);
            Thread.sleep(PAST.toMillis());
            return rollOut(fleet, ledger, page, fleet.rolloutByMetrics(version, scraping.url()), version);
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

    private int rollOut(DemoFleet fleet, Ledger ledger, PageServer page, Path rolloutFile, String version)
            throws InterruptedException {
        console().say("watch it: " + page.address(DEMO));
        int exitCode;
        try (OwnRollout own = begin(fleet, ledger, rolloutFile, version, DEMO)) {
            exitCode = new ForegroundDriver(ledger, own.journal(), main().clock(), GRACE, console()).drive(json);
        }
        if (exitCode == ExitCode.HELD) {
            console()
                    .say(
                            noWait
                                    ? "the demo's instances end with it, so here there is nothing to go on with"
                                    : "as long as the demo lasts, in another terminal, with --ledger "
                                            + fleet.workspace().resolve(".rollout/ledger.db"));
        }
        if (!noWait) {
            console().say("");
            console().say("the page stays until Ctrl-C: " + page.address(DEMO));
            new CountDownLatch(1).await();
        }
        return exitCode;
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

    /** Prometheus writes into the folder as long as it lives. */
    private void cleanUp(Path folder) {
        DemoPrometheus last = running.get();
        if (last != null) {
            last.close();
        }
        deleteQuietly(folder);
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
