package io.jenkins.plugins.rollout.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import io.jenkins.plugins.rollout.testing.Await;
import io.jenkins.plugins.rollout.testing.Site;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** An instance that falls sick when its wave has passed already. */
public class BackgroundJudgingTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Site site;
    private Ledger ledger;
    private int rollouts;

    @Before
    public void make() throws Exception {
        site = Site.in(folder.getRoot().toPath(), "p-1", "p-2", "p-3");
        ledger = site.openLedger();
        rollOutWith("failureBudget: 1");
        bring("4.1.0").get();
    }

    private void rollOutWith(String budget) {
        site.rollout(
                "strategy: {canary: {first: 1, then: [60%, 100%]}, " + budget + "}",
                "gate:",
                "  background: true",
                "  interval: 200ms",
                "  checks: [{command: '! test -e \"sick-$ROLLOUT_INSTANCE-$ROLLOUT_VERSION\"'}]");
    }

    @After
    public void close() {
        ledger.close();
    }

    @Test
    public void goesBackWhileTheNextWaveIsStillUnderWay() throws Exception {
        site.behaviour("p-2", "until [ -e go ]; do sleep 0.05; done");
        FutureTask<Ending> drive = bring("4.2.0");
        Await.until("the second wave has begun", () -> site.count("begin", "p-2") == 2);

        site.write("sick-p-1-4.2.0", "");

        Await.until("p-1 is back", () -> site.runs("p-1").equals(Optional.of("4.1.0")));
        assertThat(site.count("end", "p-2"))
                .as("the second wave was still under way")
                .isEqualTo(1);
        site.write("go", "");
        assertThat(drive.get()).isEqualTo(Ending.FINISHED);
        assertThat(ledger.load("r-2").state()).isEqualTo(RolloutState.PARTIAL);
        assertThat(ledger.load("r-2").instance("p-1").orElseThrow().state()).isEqualTo(InstanceState.ROLLED_BACK);
        assertThat(site.runs("p-3")).contains("4.2.0");
    }

    @Test
    public void stopsTheRestIfItsWaveCanNotAffordIt() throws Exception {
        rollOutWith("failureBudget: 0");
        site.behaviour("p-2", "until [ -e go ]; do sleep 0.05; done");
        FutureTask<Ending> drive = bring("4.2.0");
        Await.until("the second wave has begun", () -> site.count("begin", "p-2") == 2);

        site.write("sick-p-1-4.2.0", "");
        Await.until("harm was found", () -> ledger.eventsOf("r-2", "p-1").stream()
                .anyMatch(one -> one.event() instanceof RolloutEvent.HarmFound));
        site.write("go", "");

        assertThat(drive.get()).isEqualTo(Ending.FINISHED);
        assertThat(ledger.load("r-2").state()).isEqualTo(RolloutState.ROLLED_BACK);
        assertThat(site.runs("p-1")).contains("4.1.0");
        assertThat(site.count("begin", "p-3"))
                .as("only the first release was brought there")
                .isEqualTo(1);
    }

    private FutureTask<Ending> bring(String version) throws InterruptedException {
        rollouts++;
        Release release = new Release("billing", version, List.of(), "");
        Journal journal = ledger.begin(new RolloutEvent.RolloutPlanned(
                Clock.systemUTC().instant(), "r-" + rollouts, "ann", "", site.plan(ledger, release), site.spec()));
        Driver driver = new Driver(ledger, journal, Clock.systemUTC(), Duration.ZERO, (rollout, events) -> {});
        FutureTask<Ending> drive = new FutureTask<>(driver::drive);
        new Thread(drive, "driver").start();
        return drive;
    }
}
