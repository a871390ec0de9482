package io.jenkins.plugins.rollout.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Run;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutListener;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/**
 * The steps of a build that wait, each for the turn of its instance. Looks beside the pipeline's thread, once at a time for
 * all of them: when one has come, when a rollout has changed, and now and then, as other processes append as well.
 */
final class Turns {
    private static final Duration LOOK_AROUND = Duration.ofSeconds(2);

    /** By the build's id. */
    private static final Map<String, Turns> OF_BUILDS = new ConcurrentHashMap<>();

    private final Set<InstanceExecution> waiting = new LinkedHashSet<>();
    private boolean looking;
    private boolean again;

    @CheckForNull
    private Future<?> alarm;

    private Turns() {}

    /** Lets a step be begun when it may. */
    static void await(InstanceExecution step) throws IOException, InterruptedException {
        Run<?, ?> build = step.getContext().get(Run.class);
        Turns joined = OF_BUILDS.compute(build.getExternalizableId(), (id, known) -> {
            Turns turns = known == null ? new Turns() : known;
            turns.add(step);
            return turns;
        });
        // Not before others can find it here: a step that is begun at once must be able to leave.
        joined.lookSoon();
    }

    /** It waits no more. */
    static void leave(InstanceExecution step) {
        OF_BUILDS
                .keySet()
                .forEach(build -> OF_BUILDS.computeIfPresent(build, (id, turns) -> turns.remove(step) ? null : turns));
    }

    private synchronized void add(InstanceExecution step) {
        waiting.add(step);
    }

    /** @return whether none is left */
    private synchronized boolean remove(InstanceExecution step) {
        boolean isLast = waiting.remove(step) && waiting.isEmpty();
        if (isLast && alarm != null) {
            alarm.cancel(false);
        }
        return isLast;
    }

    private synchronized void lookSoon() {
        if (looking) {
            again = true;
        } else if (!waiting.isEmpty()) {
            looking = true;
            if (alarm != null) {
                alarm.cancel(false);
            }
            Computer.threadPoolForRemoting.execute(this::look);
        }
    }

    private void look() {
        try {
            // What is begun while the controller goes down would be lost; it is begun when it is up.
            if (!Jenkins.get().isTerminating()) {
                for (Map.Entry<BuildRollout, List<InstanceExecution>> one :
                        byRollout().entrySet()) {
                    take(one.getKey(), one.getValue());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lookAgain();
        }
    }

    private synchronized void lookAgain() {
        looking = false;
        if (again) {
            again = false;
            lookSoon();
        } else if (!waiting.isEmpty()) {
            alarm = Timer.get().schedule(this::lookSoon, LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Map<BuildRollout, List<InstanceExecution>> byRollout() throws InterruptedException {
        List<InstanceExecution> now;
        synchronized (this) {
            now = List.copyOf(waiting);
        }
        Map<BuildRollout, List<InstanceExecution>> byRollout = new LinkedHashMap<>();
        for (InstanceExecution step : now) {
            try {
                byRollout
                        .computeIfAbsent(step.reports().driven(), rollout -> new ArrayList<>())
                        .add(step);
            } catch (IOException | RuntimeException e) {
                fail(step, e);
            }
        }
        return byRollout;
    }

    private static void take(BuildRollout rollout, List<InstanceExecution> steps) throws InterruptedException {
        try {
            new TurnTaking(rollout, steps).take();
        } catch (IOException | ExecutionException | RuntimeException e) {
            for (InstanceExecution step : steps) {
                fail(step, e);
            }
        }
    }

    private static void fail(InstanceExecution step, Exception failure) throws InterruptedException {
        if (!Jenkins.get().isTerminating()) {
            ProgramThread.awaitTurn(step.getContext());
            boolean isSentence = failure instanceof InvalidInputException || failure instanceof LedgerException;
            step.fail(isSentence ? new AbortException(failure.getMessage()) : failure);
        }
    }

    @Extension
    public static final class Bell implements RolloutListener {
        @Override
        public void changed(Run<?, ?> build, Rollout rollout) {
            Turns turns = OF_BUILDS.get(build.getExternalizableId());
            if (turns != null) {
                turns.lookSoon();
            }
        }
    }
}
