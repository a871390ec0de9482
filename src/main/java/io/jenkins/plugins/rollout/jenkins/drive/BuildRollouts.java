package io.jenkins.plugins.rollout.jenkins.drive;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.ledger.Answer;
import io.jenkins.plugins.rollout.ledger.DriverLock;
import io.jenkins.plugins.rollout.ledger.InstanceHeldException;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.ledger.OutdatedPlanException;
import io.jenkins.plugins.rollout.ledger.RolloutSummary;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.RolloutPlanned;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;

/** The rollouts that builds of this controller drive at the moment. */
@Extension
public final class BuildRollouts {
    private static final Logger LOGGER = Logger.getLogger(BuildRollouts.class.getName());

    private final Clock clock = Clock.systemUTC();
    private final Map<String, BuildRollout> driven = new HashMap<>();

    public static BuildRollouts get() {
        return ExtensionList.lookupSingleton(BuildRollouts.class);
    }

    /** Whether a rollout of that id was begun. */
    public boolean isBegun(String id) {
        return ledger().rollouts().stream().anyMatch(rollout -> rollout.id().equals(id));
    }

    /**
     * Begins a rollout that a build drives from now on: it is recorded, and its instances are held.
     *
     * @param planner makes the plan; asked again when something changed meanwhile
     * @param reason why; may be empty
     * @throws InvalidInputException if the plan can't be made
     * @throws AbortException if it can't be begun now, such as when another rollout holds an instance
     */
    public synchronized BuildRollout begin(
            Run<?, ?> build, String id, RolloutSpec spec, Supplier<Plan> planner, String reason) throws IOException {
        DriverLock lock = DriverLock.tryTake(ledger(), id)
                .orElseThrow(() -> new AbortException("rollout " + id + " is being begun by somebody else"));
        Journal journal = null;
        try {
            BuildRegistry.get().drives(build, id);
            journal = journal(build, id, spec, planner, reason);
        } finally {
            if (journal == null) {
                lock.close();
            }
        }
        BuildRollout rollout = adopt(build, journal, lock);
        try {
            remember(build, id);
        } catch (IOException | RuntimeException e) {
            // Nobody would ever go on with it.
            end(build, rollout);
            throw e;
        }
        return rollout;
    }

    /**
     * A rollout that a build has begun, though the controller may have ended before the build knew.
     *
     * @throws AbortException if it can't be taken up
     */
    public synchronized BuildRollout own(Run<?, ?> build, String id) throws IOException {
        remember(build, id);
        return of(build, id);
    }

    private Journal journal(Run<?, ?> build, String id, RolloutSpec spec, Supplier<Plan> planner, String reason)
            throws IOException {
        while (true) {
            try {
                return ledger().begin(new RolloutPlanned(
                        clock.instant(), id, Starter.of(build), reason, planner.get(), spec));
            } catch (OutdatedPlanException e) {
                LOGGER.log(Level.FINE, "planning again", e);
            } catch (InstanceHeldException e) {
                if (!isForgotten(build, e.rollout())) {
                    throw new AbortException("instance '" + e.instance() + "' is held by rollout " + e.rollout()
                            + ", which has not ended; wait for it, or abort it");
                }
                end(build, e.rollout());
            }
        }
    }

    /** A build has begun it, and the controller has died before the build knew. */
    private static boolean isForgotten(Run<?, ?> build, String id) {
        return BuildRegistry.get().driverOf(id).filter(build::equals).isPresent()
                && !RolloutAction.of(build).contains(id);
    }

    private static void remember(Run<?, ?> build, String id) throws IOException {
        synchronized (build) {
            RolloutAction action = build.getAction(RolloutAction.class);
            if (action == null) {
                action = new RolloutAction();
                build.addAction(action);
            }
            if (action.add(id)) {
                build.save();
            }
        }
    }

    private BuildRollout adopt(Run<?, ?> build, Journal journal, DriverLock lock) {
        String id = journal.rollout().id();
        BuildRollout rollout = new BuildRollout(journal, lock, clock, now -> RolloutListener.tell(build, now));
        driven.put(id, rollout);
        RolloutListener.tell(build, journal.rollout());
        return rollout;
    }

    /**
     * A rollout that a build drives; taken up again where the controller was restarted meanwhile.
     *
     * @param id empty for the only one that the build has not finished, or the last one that it had
     * @throws AbortException if it isn't one of the build's, or can't be told, or another process drives it
     */
    public synchronized BuildRollout of(Run<?, ?> build, String id) throws AbortException {
        List<String> own = RolloutAction.of(build);
        if (own.isEmpty()) {
            throw new AbortException("this build has no rollout yet; call planRollout first");
        }
        if (id.isEmpty()) {
            return own.size() == 1 ? ofBuild(build, own.get(0)) : onlyUnfinished(build, own);
        }
        if (!own.contains(id)) {
            throw new AbortException("rollout '" + id + "' is not one of this build's, which are " + own);
        }
        return ofBuild(build, id);
    }

    private BuildRollout ofBuild(Run<?, ?> build, String id) throws AbortException {
        BuildRollout known = driven.get(id);
        return known == null ? takeUp(build, id) : known;
    }

    private BuildRollout onlyUnfinished(Run<?, ?> build, List<String> own) throws AbortException {
        List<String> unfinished = new ArrayList<>();
        for (String id : own) {
            if (ofBuild(build, id).read(now -> now.finished().isEmpty())) {
                unfinished.add(id);
            }
        }
        if (unfinished.size() > 1) {
            throw new AbortException("this build has more than one rollout that has not ended: " + unfinished
                    + "; say which one with 'rollout:'");
        }
        return ofBuild(build, unfinished.isEmpty() ? own.get(own.size() - 1) : unfinished.get(0));
    }

    /** Reads of a rollout what was settled when it was planned, without asking the ledger if that can be helped. */
    <T> T peek(String id, Function<Rollout, T> reader) {
        BuildRollout known;
        synchronized (this) {
            known = driven.get(id);
        }
        return known == null ? reader.apply(load(id)) : known.read(reader);
    }

    private BuildRollout takeUp(Run<?, ?> build, String id) throws AbortException {
        DriverLock lock = DriverLock.tryTake(ledger(), id)
                .orElseThrow(() -> new AbortException("rollout " + id + " is driven by another process; let it end"));
        try {
            return adopt(build, ledger().journal(id), lock);
        } catch (LedgerException e) {
            lock.close();
            throw new AbortException(e.getMessage());
        }
    }

    /** Takes up what a build has not finished, as it goes on after a restart. */
    synchronized void resume(Run<?, ?> build) {
        Set<String> own = Set.copyOf(RolloutAction.of(build));
        if (own.isEmpty() || !build.isBuilding()) {
            return;
        }
        for (RolloutSummary rollout : ledger().rollouts()) {
            if (own.contains(rollout.id()) && !rollout.isFinished()) {
                try {
                    ofBuild(build, rollout.id());
                } catch (AbortException e) {
                    // The build's steps say so when they need it.
                    LOGGER.log(Level.INFO, e, () -> "rollout " + rollout.id() + " can't be taken up yet");
                }
            }
        }
    }

    /** Lets go of what a build still drives. What it has not finished ends here: nothing can go on with it any more. */
    private synchronized void ended(Run<?, ?> build) {
        for (String id : RolloutAction.of(build)) {
            try {
                end(build, id);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "rollout " + id + " of " + build + " can't be ended");
            }
        }
    }

    private void end(Run<?, ?> build, String id) throws IOException {
        end(build, own(build, id));
    }

    private void end(Run<?, ?> build, BuildRollout rollout) {
        Result result = build.getResult();
        Unfinished.end(rollout, build.getDisplayName(), result == null ? "" : result.toString());
        rollout.release();
        driven.remove(rollout.id());
    }

    /** Ends what a controller that died has left of builds that have ended. */
    private synchronized void endLeftovers() {
        for (RolloutSummary rollout : ledger().rollouts()) {
            Optional<Run<?, ?>> build = rollout.isFinished()
                    ? Optional.empty()
                    : BuildRegistry.get().driverOf(rollout.id());
            if (build.isPresent() && !build.get().isBuilding()) {
                try {
                    end(build.get(), rollout.id());
                } catch (IOException | RuntimeException e) {
                    LOGGER.log(Level.WARNING, e, () -> "rollout " + rollout.id() + " can't be ended");
                }
            }
        }
    }

    /** Lets go of all when the controller ends, after pipelines were suspended: their steps take them up again. */
    @Terminator(requires = FlowExecutionList.EXECUTIONS_SUSPENDED, attains = ControllerLedger.UNUSED)
    public static void suspendAtTheEnd() {
        get().suspend();
    }

    private synchronized void suspend() {
        driven.values().forEach(BuildRollout::suspend);
        driven.clear();
    }

    private static Ledger ledger() {
        return ControllerLedger.get().ledger();
    }

    /**
     * Answers a rollout that waits for a person with yes, whoever drives it. It is durable when this returns.
     *
     * @throws InvalidInputException if it asks nothing, or not this person; of two answers at once, the second's
     */
    public void approve(String id, String by, String reason) {
        answer(id, new Answer(clock.instant(), by, reason)::approve);
    }

    /**
     * Ends a rollout, whoever drives it: nothing more is begun, and instances stay as they are. It is durable when this
     * returns.
     *
     * @throws InvalidInputException if it has ended
     */
    public void abort(String id, String by, String reason) {
        answer(id, new Answer(clock.instant(), by, reason)::abort);
    }

    private void answer(String id, Function<Rollout, List<RolloutEvent>> answer) {
        Optional<BuildRollout> here = driven(id);
        if (here.isPresent()) {
            here.get().decide(answer);
        } else {
            ledger().journal(id).append(List.of(), answer);
        }
    }

    /** A rollout that a build drives at the moment; nothing if none does, and nothing is taken up. */
    public synchronized Optional<BuildRollout> driven(String id) {
        return Optional.ofNullable(driven.get(id));
    }

    /** For reading a rollout that no build may drive any more. */
    public static Rollout load(String id) {
        return ledger().load(id);
    }

    @Extension
    public static final class AtTheEnd extends RunListener<Run<?, ?>> {
        @Override
        public void onCompleted(Run<?, ?> build, TaskListener listener) {
            get().ended(build);
        }
    }

    /** Somebody has to go on watching a rollout, even if none of its steps is next in the pipeline. */
    @Extension
    public static final class AtResume extends FlowExecutionListener {
        @Override
        public void onResumed(FlowExecution execution) {
            // The build may still be being loaded.
            Computer.threadPoolForRemoting.execute(() -> resume(execution));
        }

        private static void resume(FlowExecution execution) {
            try {
                if (execution.getOwner().getExecutable() instanceof Run<?, ?> build) {
                    get().resume(build);
                }
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, "the rollouts of a build can't be taken up yet", e);
            }
        }
    }

    /** Looks after what the last controller has left, if there was one. */
    @Extension
    public static final class AtTheBeginning extends ItemListener {
        @Override
        public void onLoaded() {
            if (ControllerLedger.exists()) {
                Computer.threadPoolForRemoting.execute(get()::endLeftovers);
            }
        }
    }
}
