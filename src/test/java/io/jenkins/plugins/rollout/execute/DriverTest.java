package io.jenkins.plugins.rollout.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.ledger.NumberedEvent;
import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import io.jenkins.plugins.rollout.testing.Await;
import io.jenkins.plugins.rollout.testing.Site;
import io.jenkins.plugins.rollout.testing.SmallDisk;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Rollouts that really run, on instances that are folders. */
public class DriverTest {
    private static final String[] TWELVE =
            IntStream.rangeClosed(1, 12).mapToObj(i -> "p-" + i).toArray(String[]::new);
    private static final String ALL_AT_ONCE = "strategy: {allAtOnce: {}}";
    private static final String FAILS = "[ $version != 4.2.0 ] || exit 7";
    private static final String WAITS = "until [ -e go ]; do sleep 0.05; done";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Site site;
    private Ledger ledger;
    private int rollouts;

    @Before
    public void make() {
        site = Site.in(folder.getRoot().toPath(), "p-1", "p-2", "p-3").rollout(ALL_AT_ONCE);
        ledger = site.openLedger();
    }

    @After
    public void close() {
        ledger.close();
    }

    // How many at once

    @Test
    public void aWindowSlidesOverTheWave() throws Exception {
        site = Site.in(folder.getRoot().toPath(), TWELVE).rollout("strategy: {allAtOnce: {}, maxParallel: 3}");
        // One of them takes as long as all the others together: in batches, everything would wait for it.
        site.behaviour("p-1", "until [ $(grep -c '^end' trace) -ge 11 ]; do sleep 0.02; done");
        // And the first three wait for one another: that they run at the same time is no matter of luck.
        String together = "until [ $(grep -c '^begin' trace) -ge 3 ]; do sleep 0.02; done";
        site.behaviour("p-2", together).behaviour("p-3", together);

        assertThat(bring("4.1.0").state()).isEqualTo(RolloutState.SUCCEEDED);

        int running = 0;
        int most = 0;
        for (Site.Step step : site.trace()) {
            running += step.what().equals("begin") ? 1 : -1;
            most = Math.max(most, running);
        }
        assertThat(most).as("commands at the same time").isEqualTo(3);
        assertThat(site.trace().get(23).instance()).isEqualTo("p-1");
    }

    @Test
    public void onceTheBudgetIsSpentNoOtherIsBegun() throws Exception {
        site = Site.in(folder.getRoot().toPath(), TWELVE)
                .rollout("strategy: {allAtOnce: {}, maxParallel: 2, failureBudget: 1}");
        bring("4.1.0");
        site.clearTrace();
        site.behaviour("p-1", FAILS).behaviour("p-2", FAILS).behaviour("p-3", FAILS);

        Rollout rollout = bring("4.2.0");

        assertThat(rollout.state()).isEqualTo(RolloutState.ROLLED_BACK);
        long begun = site.trace().stream()
                .filter(step -> step.what().equals("begin") && step.action().equals("deploy"))
                .count();
        assertThat(begun).as("two fail, a third may be on its way").isBetween(2L, 3L);
        assertThat(site.runs("p-1")).contains("4.1.0");
        assertThat(state(rollout, "p-12")).isEqualTo(InstanceState.SKIPPED);
    }

    // Failures

    @Test
    public void aFailedAttemptIsMadeAgainLater() throws Exception {
        site.rollout(ALL_AT_ONCE, "retries: 2", "backoff: 200ms");
        site.behaviour("p-2", "[ $(grep -c 'begin.p-2' trace) -ge 3 ] || exit 9");

        Rollout rollout = bring("4.1.0");

        assertThat(rollout.state()).isEqualTo(RolloutState.SUCCEEDED);
        List<RolloutEvent> events = events(rollout, "p-2");
        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "InstanceStarted",
                        "AttemptFailed",
                        "InstanceStarted",
                        "AttemptFailed",
                        "InstanceStarted",
                        "InstanceDeployed");
        assertThat(((RolloutEvent.AttemptFailed) events.get(1)).reason()).isEqualTo("exit status 9");
        assertThat(new Logs(ledger, rollout.id()).of("p-2"))
                .as("a log for each attempt")
                .extracting(log -> log.getFileName().toString())
                .containsExactly("wave-1-deploy-1.log", "wave-1-deploy-2.log", "wave-1-deploy-3.log");
    }

    @Test
    public void whenNoAttemptIsLeftTheInstanceHasFailed() throws Exception {
        site.rollout(ALL_AT_ONCE, "retries: 1", "backoff: 50ms").behaviour("p-2", "exit 9");

        Rollout rollout = bring("4.1.0");

        assertThat(rollout.state()).isEqualTo(RolloutState.FAILED);
        assertThat(site.count("begin", "p-2")).isEqualTo(2);
        assertThat(state(rollout, "p-2")).isEqualTo(InstanceState.ROLLBACK_FAILED);
        assertThat(rollout.instance("p-2").orElseThrow().reason()).contains("no earlier release on record");
    }

    @Test
    public void aCommandThatCannotBeStartedIsAFailedInstance() throws Exception {
        bring("4.1.0");
        site.allow("deploy.sh", "rw-r--r--");

        Rollout rollout = bring("4.2.0");

        assertThat(rollout.state()).isEqualTo(RolloutState.FAILED);
        assertThat(events(rollout, "p-1"))
                .filteredOn(RolloutEvent.InstanceFailed.class::isInstance)
                .as("there and back")
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.toString()).contains("the command is not executable"));
    }

    @Test
    public void theTimeoutEndsADeployment() throws Exception {
        site.rollout(ALL_AT_ONCE, "timeout: 1s").behaviour("p-2", "[ $version != 4.2.0 ] || sleep 60");
        bring("4.1.0");

        Rollout rollout = bring("4.2.0");

        assertThat(state(rollout, "p-2")).isEqualTo(InstanceState.ROLLED_BACK);
        assertThat(events(rollout, "p-2").get(1).toString()).contains("not done after 1 s");
    }

    @Test
    public void onlyTheAffectedGoBack() throws Exception {
        bring("4.1.0");
        site.behaviour("p-2", FAILS);

        Rollout rollout = bring("4.2.0");

        assertThat(rollout.state()).isEqualTo(RolloutState.ROLLED_BACK);
        assertThat(versions()).containsExactly("4.2.0", "4.1.0", "4.2.0");
    }

    @Test
    public void allThatWereReachedGoBack() throws Exception {
        site.rollout("strategy: {rolling: {batch: 1}, onFailure: rollback-all}");
        bring("4.1.0");
        site.behaviour("p-2", FAILS);

        Rollout rollout = bring("4.2.0");

        assertThat(rollout.state()).isEqualTo(RolloutState.ROLLED_BACK);
        assertThat(versions()).containsExactly("4.1.0", "4.1.0", "4.1.0");
        assertThat(state(rollout, "p-1")).isEqualTo(InstanceState.ROLLED_BACK);
        assertThat(state(rollout, "p-3")).isEqualTo(InstanceState.SKIPPED);
    }

    @Test
    public void aPersonIsAskedFirst() throws Exception {
        site.rollout("strategy: {allAtOnce: {}, onFailure: hold}");
        bring("4.1.0");
        site.behaviour("p-2", FAILS);

        Journal held = begin("4.2.0");
        assertThat(drive(held)).isEqualTo(Ending.HELD);
        assertThat(site.count("begin", "p-2")).isEqualTo(2);

        held.append(new RolloutEvent.Approved(Clock.systemUTC().instant(), "ann", "so be it"));
        assertThat(drive(held)).isEqualTo(Ending.FINISHED);
        assertThat(versions()).containsExactly("4.2.0", "4.1.0", "4.2.0");
    }

    // Artifacts and gates

    @Test
    public void theWayBackBringsTheArtifactOfThatTime() throws Exception {
        site.behaviourEverywhere("cp \"$ROLLOUT_ARTIFACT\" \"$home/artifact\"; [ $version != 4.2.0 ] || exit 7");
        Path file = Files.writeString(site.file("billing.tar"), "content of 4.1.0");
        bring(release("4.1.0", file));
        Files.writeString(file, "content of 4.2.0");

        bring(release("4.2.0", file));

        assertThat(site.file("instances/p-1/artifact")).hasContent("content of 4.1.0");
    }

    @Test
    public void anArtifactThatWasAlteredMeanwhileIsNotBrought() throws Exception {
        site.behaviour("p-1", FAILS);
        Path file = Files.writeString(site.file("billing.tar"), "content of 4.1.0");
        Release old = release("4.1.0", file);
        bring(old);
        Files.writeString(ledger.artifacts().verified(old.artifact().orElseThrow()), "altered");

        Rollout rollout = bring("4.2.0");

        assertThat(rollout.state()).isEqualTo(RolloutState.FAILED);
        assertThat(state(rollout, "p-1")).isEqualTo(InstanceState.ROLLBACK_FAILED);
        assertThat(rollout.instance("p-1").orElseThrow().reason()).contains("was altered");
        assertThat(site.count("begin", "p-1")).as("no command was run with it").isEqualTo(2);
    }

    @Test
    public void theGateOfARunningServerJudges() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            // What the instance of that path runs; one of them doesn't take to the new release.
            String instance = exchange.getRequestURI().getPath().substring(1);
            String runs = site.runs(instance).orElse("");
            boolean well = !(instance.equals("p-2") && runs.equals("4.2.0"));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            byte[] body = ("{\"version\": \"" + runs + "\"}").getBytes();
            exchange.sendResponseHeaders(well ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            site.write(
                    "topology.yaml",
                    Site.read(site.file("topology.yaml"))
                            .replace(
                                    "environment: \"production\"}",
                                    "environment: \"production\", url: \"" + url + "\"}"));
            site.rollout(
                    ALL_AT_ONCE,
                    "gate: {checks: [{http: {path: \"/{instance}\", json: {/version: \"{version}\"}}}], samples: 2, interval: 50ms}");
            bring("4.1.0");

            Rollout rollout = bring("4.2.0");

            assertThat(rollout.state()).isEqualTo(RolloutState.ROLLED_BACK);
            assertThat(versions()).containsExactly("4.2.0", "4.1.0", "4.2.0");
            assertThat(rollout.waves().get(0).reason()).contains("p-2", "answered 503");
            assertThat(ledger.eventsOf(rollout.id(), "p-1"))
                    .filteredOn(event -> event.event() instanceof RolloutEvent.InstanceMeasured)
                    .as("every sample is on record")
                    .isNotEmpty();
        } finally {
            server.stop(0);
        }
    }

    // Stopping and going on

    @Test
    public void toldToStopItLetsCommandsEndAndBeginsNoOther() throws Exception {
        site.rollout("strategy: {allAtOnce: {}, maxParallel: 1}").behaviour("p-1", WAITS);
        Journal journal = begin("4.1.0");
        Driver driver = driver(journal, Duration.ofMinutes(1));
        FutureTask<Ending> drive = inBackground(driver);
        Await.until("p-1 is being deployed", () -> site.count("begin", "p-1") > 0);

        driver.stop("the test wants it");
        site.write("go", "");

        assertThat(drive.get()).isEqualTo(Ending.INTERRUPTED);
        assertThat(site.count("end", "p-1")).isEqualTo(1);
        assertThat(site.count("begin", "p-2")).isZero();
        Rollout stopped = ledger.load(journal.rollout().id());
        assertThat(state(stopped, "p-1")).isEqualTo(InstanceState.VERIFYING);

        Journal taken = ledger.journal(stopped.id());
        Driver next = driver(taken, Duration.ZERO);
        next.takeUp("bob");
        assertThat(next.drive()).isEqualTo(Ending.FINISHED);
        assertThat(taken.rollout().state()).isEqualTo(RolloutState.SUCCEEDED);
        assertThat(site.count("begin", "p-1")).isEqualTo(1);
    }

    @Test
    public void whatDoesNotEndInTimeIsEndedAndFailsNobody() throws Exception {
        site.behaviourEverywhere(WAITS);
        Journal journal = begin("4.1.0");
        Driver driver = driver(journal, Duration.ZERO);
        FutureTask<Ending> drive = inBackground(driver);
        Await.until("all are being deployed", () -> site.trace().size() == 3);

        driver.stop("the test wants it");

        assertThat(drive.get()).isEqualTo(Ending.INTERRUPTED);
        for (Site.Step step : site.trace()) {
            Await.until("command " + step + " has ended", () -> ProcessHandle.of(step.process())
                    .isEmpty());
        }
        assertThat(events(journal.rollout(), "p-1")).noneMatch(RolloutEvent.InstanceFailed.class::isInstance);
        assertThat(journal.rollout().inFlight()).hasSize(3);
    }

    @Test
    public void anAbortIsHeardWhileCommandsRunAndRetriesEnd() throws Exception {
        site.rollout("strategy: {allAtOnce: {}, maxParallel: 1}", "retries: 10", "backoff: 300ms");
        site.behaviour("p-1", "exit 7");
        Journal journal = begin("4.1.0");
        FutureTask<Ending> drive = inBackground(driver(journal, Duration.ZERO));
        Await.until("p-1 was tried again", () -> site.count("begin", "p-1") > 1);

        ledger.journal(journal.rollout().id())
                .append(new RolloutEvent.AbortRequested(Clock.systemUTC().instant(), "ann", "changed plans"));

        assertThat(drive.get()).isEqualTo(Ending.FINISHED);
        assertThat(ledger.load(journal.rollout().id()).state()).isEqualTo(RolloutState.ABORTED);
        assertThat(site.count("begin", "p-1")).isLessThan(10);
    }

    @Test
    public void onAFullDiskItStopsEndsItsCommandsAndCanGoOn() throws Exception {
        ledger.close();
        site.behaviour("p-1", WAITS).behaviour("p-2", "[ -e go ] || sleep 60");
        try (SmallDisk disk = SmallDisk.mount(folder.newFolder("disk").toPath())) {
            ledger = Ledger.open(disk.folder().resolve("ledger.db"));
            FutureTask<Ending> drive = inBackground(driver(begin("4.1.0"), Duration.ZERO));
            Await.until("all are being deployed", () -> site.count("begin", "p-1") + site.count("begin", "p-2") == 2);
            disk.fill();
            site.write("go", "");

            assertThatThrownBy(drive::get).hasCauseInstanceOf(LedgerException.class);

            assertThat(site.count("end", "p-2")).as("was ended").isZero();
            disk.free();
            Journal journal = ledger.journal("r-1");
            Driver next = driver(journal, Duration.ZERO);
            next.takeUp("bob");
            assertThat(next.drive()).isEqualTo(Ending.FINISHED);
            assertThat(journal.rollout().state()).isEqualTo(RolloutState.SUCCEEDED);
            ledger.close();
        }
    }

    private Rollout bring(String version) throws InterruptedException {
        return bring(new Release("billing", version, List.of(), ""));
    }

    private Rollout bring(Release release) throws InterruptedException {
        Journal journal = begin(release);
        assertThat(drive(journal)).isEqualTo(Ending.FINISHED);
        return journal.rollout();
    }

    private Journal begin(String version) {
        return begin(new Release("billing", version, List.of(), ""));
    }

    private Journal begin(Release release) {
        rollouts++;
        return ledger.begin(new RolloutEvent.RolloutPlanned(
                Clock.systemUTC().instant(), "r-" + rollouts, "ann", "", site.plan(ledger, release), site.spec()));
    }

    private Release release(String version, Path file) {
        Artifact artifact = ledger.artifacts().keep(file, file.getFileName().toString());
        return new Release("billing", version, List.of(artifact), "");
    }

    private Ending drive(Journal journal) throws InterruptedException {
        return driver(journal, Duration.ZERO).drive();
    }

    private Driver driver(Journal journal, Duration grace) {
        return new Driver(ledger, journal, Clock.systemUTC(), grace, (rollout, events) -> {});
    }

    private static FutureTask<Ending> inBackground(Driver driver) {
        FutureTask<Ending> drive = new FutureTask<>(driver::drive);
        new Thread(drive).start();
        return drive;
    }

    private List<String> versions() {
        List<String> versions = new ArrayList<>();
        List.of("p-1", "p-2", "p-3")
                .forEach(name -> versions.add(site.runs(name).orElse("")));
        return versions;
    }

    private static InstanceState state(Rollout rollout, String instance) {
        return rollout.instance(instance).orElseThrow().state();
    }

    private List<RolloutEvent> events(Rollout rollout, String instance) {
        return ledger.eventsOf(rollout.id(), instance).stream()
                .map(NumberedEvent::event)
                .filter(RolloutEvent.OfInstance.class::isInstance)
                .toList();
    }
}
