package io.jenkins.plugins.rollout.cli;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.ledger.DriverLock;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.NumberedEvent;
import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import io.jenkins.plugins.rollout.testing.Await;
import io.jenkins.plugins.rollout.testing.RolloutProcess;
import io.jenkins.plugins.rollout.testing.Site;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Kills the process that drives a rollout, again and again, at moments that a seed decides, and compares what the ledger
 * says in the end with what the instances went through. {@code -Dcrash.kills=200} for more, {@code -Dcrash.seed=…} for
 * the same again.
 */
public class CrashTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 20);
    private static final int KILLS_IN_A_ROW = 4;
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());

    private static final String[] UAT =
            IntStream.rangeClosed(1, 4).mapToObj(i -> "uat-" + i).toArray(String[]::new);
    private static final String[] PRODUCTION =
            IntStream.rangeClosed(1, 11).mapToObj(i -> "p-" + i).toArray(String[]::new);
    private static final List<String> SELECTED =
            Stream.concat(Stream.of(UAT), Stream.of(PRODUCTION)).toList();
    private static final String UNSELECTED = "lab-1";

    private static final Pattern REPORTED = Pattern.compile("(\\S+): (?:deployed|back on) (\\S+)$");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Random random = new Random(SEED);
    private int kills;

    @Test
    public void nothingIsLostOrDoneTwiceHoweverOftenTheProcessIsKilled() throws Exception {
        System.out.println("crash.seed=" + SEED);
        for (int round = 0; kills < KILLS; round++) {
            try {
                Round one = new Round(round % 2 == 0);
                one.bringUnderFire("first", "4.1.0", RolloutState.SUCCEEDED);
                one.spoil();
                one.bringUnderFire("second", "4.2.0", RolloutState.PARTIAL);
                one.takeBackUnderFire("third", "second");
            } catch (AssertionError e) {
                throw new AssertionError("with -Dcrash.seed=" + SEED + ", after " + kills + " kills", e);
            }
        }
        System.out.println("killed " + kills + " times");
    }

    /** One site from its first release to its last. */
    private final class Round {
        private final Site site;
        private final boolean hasGate;
        private final List<String> reports = new ArrayList<>();

        /** @param hasGate that proves the version, so that what was in flight is found instead of done again */
        Round(boolean hasGate) throws IOException {
            this.hasGate = hasGate;
            site = Site.in(folder.newFolder().toPath())
                    .environment("uat", UAT)
                    .environment("production", PRODUCTION)
                    .rollout(
                            "strategy: {canary: {first: 1, then: [50%]}, maxParallel: 4, failureBudget: 2}",
                            hasGate ? Site.VERSION_GATE : "")
                    .behaviourEverywhere("sleep 0.$(($$ % 3))");
            // In the topology, but not in the rollout file.
            site.environment("lab", UNSELECTED);
        }

        /** 4.2.0 can't be deployed on one instance; on another one something else arrives, which only a gate notices. */
        void spoil() {
            site.behaviour("p-2", "[ $version != 4.2.0 ] || { sleep 0.1; trace end; exit 1; }");
            if (hasGate) {
                site.behaviour("p-5", "[ $version != 4.2.0 ] || version=$version-spoilt");
            }
        }

        void bringUnderFire(String id, String version, RolloutState end) throws Exception {
            drive(id, "run", "rollout.yaml", "--version", version, "--id", id);
            check(id, end);
        }

        void takeBackUnderFire(String id, String rollout) throws Exception {
            drive(id, "rollback", rollout, "--id", id);
            check(id, RolloutState.SUCCEEDED);
            assertThat(SELECTED).allSatisfy(name -> assertThat(site.runs(name)).contains("4.1.0"));
        }

        /** Begins, is killed, resumes, is killed, and at last is let end. */
        private void drive(String id, String... begin) throws Exception {
            site.clearTrace();
            reports.clear();
            String[] arguments = begin;
            for (int i = 0; i < KILLS_IN_A_ROW; i++) {
                if (!survives(arguments)) {
                    kills++;
                }
                arguments = isBegun(id) ? new String[] {"resume", id} : begin;
            }
            RolloutProcess.Result end = RolloutProcess.run(site, arguments);
            reports.addAll(end.err().lines().toList());
            assertThat(end.status()).as(end.err()).isBetween(0, 1);
        }

        /** @return whether it had ended by itself when it was to be killed */
        private boolean survives(String... arguments) throws Exception {
            try (RolloutProcess process = RolloutProcess.start(site, arguments)) {
                if (random.nextInt(5) > 0) {
                    process.awaitProgress("it does something", progress -> progress.contains("wave"));
                }
                Thread.sleep(random.nextInt(700)); // This is the moment that the seed decides.
                boolean survived = !process.isAlive();
                process.kill();
                reports.addAll(process.progress().lines().toList());
                return survived;
            }
        }

        private boolean isBegun(String id) {
            try (Ledger ledger = site.openLedger()) {
                return ledger.rollouts().stream()
                        .anyMatch(rollout -> rollout.id().equals(id));
            }
        }

        private void check(String id, RolloutState expected) throws Exception {
            checkFile();
            try (Ledger ledger = site.openLedger()) {
                Rollout rollout = ledger.load(id);
                assertThat(rollout.state()).as(id).isEqualTo(expected);
                assertThat(DriverLock.isTaken(ledger, id)).isFalse();
                checkEvents(ledger.decisiveEvents(id, 0));
                for (String instance : SELECTED) {
                    assertThat(ledger.holder(instance))
                            .as("holder of " + instance)
                            .isEmpty();
                    Installation there = ledger.of("billing").on(instance).orElseThrow();
                    assertThat(site.runs(instance))
                            .as(instance)
                            .contains(there.release().version());
                    assertThat(there.condition()).as(instance).isEqualTo(Installation.Condition.HEALTHY);
                }
                checkReports(ledger, id);
                checkTrace(ledger, id);
                assertThat(ledger.on(UNSELECTED)).isEmpty();
            }
            checkProcesses();
        }

        private void checkFile() throws SQLException {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + site.ledgerFile());
                    ResultSet row = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
                assertThat(row.getString(1)).isEqualTo("ok");
            }
        }

        /** What was told to people is on record, so often at least as it was told. */
        private void checkReports(Ledger ledger, String id) {
            Map<String, Long> told = new HashMap<>();
            for (String line : reports) {
                Matcher report = REPORTED.matcher(line);
                if (report.find()) {
                    told.merge(report.group(1), 1L, Long::sum);
                }
            }
            assertThat(told).isNotEmpty();
            told.forEach((instance, times) -> assertThat(ledger.eventsOf(id, instance).stream()
                            .filter(event -> event.event() instanceof RolloutEvent.InstanceDeployed)
                            .count())
                    .as("deployments of " + instance + " on record")
                    .isGreaterThanOrEqualTo(times));
        }

        /** No command ran that the ledger had not heard of before, none beside another one, none elsewhere. */
        private void checkTrace(Ledger ledger, String id) {
            List<Site.Step> trace = site.trace();
            assertThat(trace).noneMatch(step -> step.what().equals("clash"));
            assertThat(trace.stream().map(Site.Step::instance).collect(toSet())).isSubsetOf(new HashSet<>(SELECTED));
            for (String instance : SELECTED) {
                List<RolloutEvent> events = ledger.eventsOf(id, instance).stream()
                        .map(NumberedEvent::event)
                        .toList();
                long started = events.stream()
                        .filter(RolloutEvent.InstanceStarted.class::isInstance)
                        .count();
                long reset = events.stream()
                        .filter(RolloutEvent.InstanceReset.class::isInstance)
                        .count();
                assertThat(site.count("begin", instance))
                        .as("commands on " + instance)
                        .isBetween(started - reset - 1, started);
            }
            assertThat(site.runs(UNSELECTED)).isEmpty();
        }

        private void checkProcesses() throws InterruptedException {
            for (Site.Step step : site.trace()) {
                Await.until(
                        "command " + step + " has ended",
                        () -> ProcessHandle.of(step.process())
                                .flatMap(process -> process.info().arguments())
                                .stream()
                                .flatMap(Stream::of)
                                .noneMatch(argument -> argument.contains("deploy.sh")));
            }
        }
    }

    /** Once an instance was deployed in a wave it is not begun there again; before, only a resume or a failure allows it. */
    private static void checkEvents(List<NumberedEvent> events) {
        Set<String> begun = new HashSet<>();
        Set<String> done = new HashSet<>();
        long resumed = 0;
        Map<String, Long> begunAt = new HashMap<>();
        for (NumberedEvent numbered : events) {
            RolloutEvent event = numbered.event();
            if (event instanceof RolloutEvent.RolloutResumed) {
                resumed = numbered.sequence();
            }
            if (!(event instanceof RolloutEvent.OfInstance ofInstance)) {
                continue;
            }
            String what = ofInstance.wave() + " " + ofInstance.instance();
            if (event instanceof RolloutEvent.InstanceStarted) {
                assertThat(done).as("done, and done again").doesNotContain(what);
                assertThat(begun.add(what)).as(what + " begun once at a time").isTrue();
                begunAt.put(what, numbered.sequence());
            } else if (event instanceof RolloutEvent.InstanceReset) {
                assertThat(begunAt.get(what))
                        .as(what + " begun before the resume")
                        .isLessThan(resumed);
                begun.remove(what);
            } else if (event instanceof RolloutEvent.InstanceDeployed || event instanceof RolloutEvent.InstanceFailed) {
                done.add(what);
            }
        }
    }
}
