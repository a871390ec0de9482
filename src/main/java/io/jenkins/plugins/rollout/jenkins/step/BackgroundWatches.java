package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Computer;
import hudson.model.Run;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutListener;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Watches every rollout in the background whose gate says so, from the moment when a build drives it, or drives it again
 * after a restart, to its end.
 */
@Extension
public final class BackgroundWatches implements RolloutListener {
    private static final Logger LOGGER = Logger.getLogger(BackgroundWatches.class.getName());

    /** How long the controller waits for what is just being written. */
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    /** By the rollout's id. */
    private final Map<String, BackgroundWatch> watches = new ConcurrentHashMap<>();

    @Override
    public void changed(Run<?, ?> build, Rollout rollout) {
        boolean isOver = rollout.finished().isPresent() || rollout.abort().isPresent();
        if (isOver) {
            end(rollout.id());
        } else if (isWanted(rollout) && !Jenkins.get().isTerminating()) {
            watches.computeIfAbsent(rollout.id(), id -> begin(build, id));
        }
    }

    /** A rollout that takes back has no wave that could turn out bad later. */
    private static boolean isWanted(Rollout rollout) {
        Gate gate = rollout.spec().gate();
        return gate.background() && !gate.isOpen() && rollout.plan().action() == Action.DEPLOY;
    }

    /** Whoever changes a rollout may hold locks: nothing is looked up here. */
    private BackgroundWatch begin(Run<?, ?> build, String id) {
        BackgroundWatch watch =
                new BackgroundWatch(build, id, () -> BuildRollouts.get().driven(id));
        Computer.threadPoolForRemoting.execute(() -> {
            watch.run();
            watches.remove(id, watch);
        });
        return watch;
    }

    private void end(String id) {
        BackgroundWatch watch = watches.remove(id);
        if (watch != null) {
            watch.end();
        }
    }

    /** Ends all with the controller, before the ledger is closed. */
    @Terminator(attains = ControllerLedger.UNUSED)
    public static void endAtTheEnd() throws InterruptedException {
        ExtensionList.lookupSingleton(BackgroundWatches.class).endAll();
    }

    private void endAll() throws InterruptedException {
        List<BackgroundWatch> all = List.copyOf(watches.values());
        all.forEach(BackgroundWatch::end);
        for (BackgroundWatch watch : all) {
            if (!watch.awaitEnd(LONGEST_END)) {
                LOGGER.warning("a rollout is still being judged in the background; what it finds from now on is lost");
            }
        }
    }
}
