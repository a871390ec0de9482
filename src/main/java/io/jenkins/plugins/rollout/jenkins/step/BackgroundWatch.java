package io.jenkins.plugins.rollout.jenkins.step;

import hudson.model.Run;
import io.jenkins.plugins.rollout.health.BackgroundMeasurement;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.Pace;
import io.jenkins.plugins.rollout.health.Sampler;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.source.Laboratory;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/**
 * Goes on measuring the waves of one rollout that have passed, while its build drives it. Asks from the controller, as the
 * build. One thread decides, never interrupted, as it writes; a few others ask.
 */
final class BackgroundWatch implements Runnable {
    private static final Logger LOGGER = Logger.getLogger(BackgroundWatch.class.getName());

    /** How often to look who is to be measured: each look reads the rollout once. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

    /** Before it begins anew, after something went wrong that nobody has thought of. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Run<?, ?> build;
    private final String id;
    private final Supplier<Optional<BuildRollout>> lookUp;
    private final WatchWorkers workers = new WatchWorkers();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean complained;

    /**
     * @param id the rollout's
     * @param lookUp finds it; nothing if the build drives it no more
     */
    BackgroundWatch(Run<?, ?> build, String id, Supplier<Optional<BuildRollout>> lookUp) {
        this.build = build;
        this.id = id;
        this.lookUp = lookUp;
    }

    /** Lets it end soon; returns at once. */
    void end() {
        over.countDown();
        workers.end();
    }

    /** @return whether it has ended */
    boolean awaitEnd(Duration longest) throws InterruptedException {
        return ended.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        try {
            Optional<BuildRollout> driven = lookUp.get();
            while (driven.isPresent() && goesOn()) {
                watchUntilItFails(driven.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            workers.end();
            ended.countDown();
        }
    }

    /** Whether anything is still to be asked and recorded. */
    boolean goesOn() {
        return over.getCount() > 0 && build.isBuilding() && !Jenkins.get().isTerminating();
    }

    private void watchUntilItFails(BuildRollout driven) throws InterruptedException {
        try {
            watch(driven);
        } catch (RuntimeException | Error e) {
            if (goesOn()) {
                complain(e);
                sleep(PAUSE);
            }
        }
    }

    private void watch(BuildRollout driven) throws InterruptedException {
        Gate gate = driven.read(rollout -> rollout.spec().gate());
        Laboratory laboratory = new Laboratory(
                Clock.systemUTC(),
                ControllerLedger.folder(),
                RunCredentials.of(gate, build),
                WatchServers.of(build, id));
        BackgroundMeasurement measurement =
                new BackgroundMeasurement(gate, Sampler.here(laboratory), workers.executor(), Pace.of(driven.clock()));
        WatchRecord watched = new WatchRecord(this, driven);
        while (goesOn()) {
            watched.recordHarm();
            measurement.look(watched, watched);
            sleep(LOOK_AROUND);
        }
    }

    private void sleep(Duration time) throws InterruptedException {
        if (over.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            LOGGER.log(Level.FINE, "rollout {0} is over, and nobody watches it any more", id);
        }
    }

    /** Something went wrong, and it goes on: said to people once, to the controller's log as often as somebody listens. */
    void complain(Throwable failure) {
        String what = "judging the waves of rollout " + id + " in the background goes on after a failure";
        LOGGER.log(complained ? Level.FINE : Level.WARNING, failure, () -> what);
        if (!complained) {
            complained = true;
            say(what + ": " + FailureReason.of(failure));
        }
    }

    /** In the build's log, whatever step runs. */
    void say(String sentence) {
        if (build instanceof FlowExecutionOwner.Executable executable) {
            try {
                executable.asFlowExecutionOwner().getListener().getLogger().println(LogLine.of(sentence));
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "the log of " + build + " can't be written: " + sentence);
            }
        }
    }
}
