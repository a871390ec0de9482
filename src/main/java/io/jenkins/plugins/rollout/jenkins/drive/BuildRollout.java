package io.jenkins.plugins.rollout.jenkins.drive;

import hudson.model.Computer;
import io.jenkins.plugins.rollout.ledger.DriverLock;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A rollout that a build of this controller drives: its pipeline's steps do what {@link #next} says and report what
 * happened. Safe for use by many threads.
 */
public final class BuildRollout {
    private final Journal journal;
    private final DriverLock lock;
    private final Clock clock;
    private final Consumer<Rollout> onChange;
    private final Set<Object> atWork = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Rollout.InFlight> inherited;
    private final List<Report> reports = new ArrayList<>();
    private boolean reporting;
    private boolean suspended;

    private record Report(RolloutEvent event, CompletableFuture<Void> durable) {}

    /** @param onChange told after each change that was made here, on the thread that made it */
    BuildRollout(Journal journal, DriverLock lock, Clock clock, Consumer<Rollout> onChange) {
        this.journal = journal;
        this.lock = lock;
        this.clock = clock;
        this.onChange = onChange;
        this.inherited = Set.copyOf(journal.rollout().inFlight());
    }

    public synchronized String id() {
        return journal.rollout().id();
    }

    public Clock clock() {
        return clock;
    }

    /** Reads something of the rollout as it is now, with what other processes have appended. */
    public synchronized <T> T read(Function<Rollout, T> reader) {
        journal.refresh();
        return reader.apply(journal.rollout());
    }

    /** What is to be done now. */
    public Decision next() {
        return read(rollout -> rollout.next(clock));
    }

    /**
     * Appends what follows from the rollout as it is. It is durable when this returns.
     *
     * @param decide asked again when others have appended meanwhile
     * @return what was decided
     * @throws LedgerException if it can't be recorded; nothing is changed then
     */
    public synchronized List<RolloutEvent> decide(Function<Rollout, List<RolloutEvent>> decide) {
        List<RolloutEvent> decided = journal.append(List.of(), decide);
        if (!decided.isEmpty()) {
            onChange.accept(journal.rollout());
        }
        return decided;
    }

    /** Appends facts. They are durable when this returns. */
    public synchronized void record(List<RolloutEvent> facts) {
        if (!facts.isEmpty()) {
            journal.append(facts);
            onChange.accept(journal.rollout());
        }
    }

    /**
     * Appends a fact in the background, together with others that are reported at the same time. For callers that must
     * not wait for a disk, such as the thread of a pipeline's program. A fact that is on record already, as after a
     * restart, is left out: the end of an instance that is not in flight, a second request to abort.
     *
     * @return completed when it is durable, exceptionally if it can't be recorded
     */
    public CompletableFuture<Void> report(RolloutEvent fact) {
        Report report = new Report(fact, new CompletableFuture<>());
        synchronized (reports) {
            reports.add(report);
            if (!reporting) {
                reporting = true;
                Computer.threadPoolForRemoting.execute(this::appendReports);
            }
        }
        return report.durable();
    }

    private void appendReports() {
        while (true) {
            List<Report> taken;
            synchronized (reports) {
                taken = List.copyOf(reports);
                reports.clear();
                reporting = !taken.isEmpty();
            }
            if (taken.isEmpty()) {
                return;
            }
            append(taken);
        }
    }

    private synchronized void append(List<Report> taken) {
        if (!suspended) {
            try {
                List<RolloutEvent> facts = taken.stream().map(Report::event).toList();
                decide(now -> News.of(now, facts));
                taken.forEach(report -> report.durable().complete(null));
            } catch (RuntimeException e) {
                taken.forEach(report -> report.durable().completeExceptionally(e));
            }
        }
    }

    /** A step has instances of this rollout in its hands from now on, until it {@linkplain #leave leaves}. */
    public void enter(Object step) {
        synchronized (atWork) {
            atWork.add(step);
        }
    }

    public void leave(Object step) {
        synchronized (atWork) {
            atWork.remove(step);
        }
    }

    /** Whether a step has instances in its hands. If none has, what is in flight was left by a controller that died. */
    public boolean isAtWork() {
        synchronized (atWork) {
            return !atWork.isEmpty();
        }
    }

    /** What is in flight since before this controller drove the rollout: in the hands of a step that goes on, or of none. */
    public List<Rollout.InFlight> inherited() {
        return inherited.isEmpty()
                ? List.of()
                : read(rollout ->
                        rollout.inFlight().stream().filter(inherited::contains).toList());
    }

    /** Lets go of the rollout: another driver may take it up. */
    void release() {
        lock.close();
    }

    /** The controller ends. Reports from now on are neither kept nor refused: steps make them again after the restart. */
    synchronized void suspend() {
        suspended = true;
        release();
    }

    /** The wave of that number, of the plan or of a way back. */
    public Wave wave(int number) {
        return read(rollout -> rollout.wave(number).orElseThrow());
    }
}
