package io.jenkins.plugins.rollout.execute;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.WaveStart;
import io.jenkins.plugins.rollout.source.Addresses;
import io.jenkins.plugins.rollout.source.EnvironmentCredentials;
import io.jenkins.plugins.rollout.source.Laboratory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Carries a rollout out on this machine: asks it what is next, does that, and appends what happened. One thread decides
 * and appends; others run commands and checks, and report to it.
 */
public final class Driver {
    /** How often to look for what other processes have appended. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

    /** How long ending all running commands may take. */
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final Journal journal;
    private final Clock clock;
    private final ProgressListener listener;
    private final Duration grace;
    private final Deployments deployments;
    private final OnInconclusive onInconclusive;
    private final Measuring measurements;
    private final Mailbox mailbox = new Mailbox();
    private final AtomicInteger running = new AtomicInteger();
    private final ExecutorService workers = Executors.newCachedThreadPool(named("deploy"));
    private volatile String stopping = "";
    private volatile boolean wayForwardClosed;

    /** Waves that are being measured: a way back may come between a wave's measuring and its judgement. */
    private final Map<Integer, Future<List<InstanceHealth>>> measuring = new HashMap<>();

    /** @param grace how long running commands may go on after {@link #stop} before they are ended */
    public Driver(Ledger ledger, Journal journal, Clock clock, Duration grace, ProgressListener listener) {
        this.ledger = ledger;
        this.journal = journal;
        this.clock = clock;
        this.grace = grace;
        this.listener = listener;
        Rollout rollout = journal.rollout();
        this.deployments = new Deployments(rollout, ledger.artifacts(), new Logs(ledger, rollout.id()), clock);
        Laboratory laboratory = new Laboratory(
                clock,
                rollout.spec().source().folder(),
                new EnvironmentCredentials(System.getenv()),
                Addresses.ofVariables(System.getenv()));
        this.onInconclusive = rollout.spec().gate().onInconclusive();
        this.measurements = new Measuring(rollout.spec().gate(), laboratory, mailbox);
    }

    static ThreadFactory named(String what) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "rollout-" + what + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Takes up a rollout that another driver has let go, in whatever way: what that has left running is ended, and
     * counts as uncertain from now on. One that has ended stays as it is.
     */
    public void takeUp(String by) {
        if (journal.rollout().finished().isPresent()) {
            return;
        }
        journal.rollout().inFlight().forEach(deployments::endOrphan);
        record(List.of(new RolloutEvent.RolloutResumed(clock.instant(), by)));
    }

    /**
     * Goes on until the rollout has ended, waits for a person, or {@link #stop} was called.
     *
     * @throws io.jenkins.plugins.rollout.ledger.LedgerException if it can't be recorded; what was running was ended
     */
    public Ending drive() throws InterruptedException {
        try {
            while (stopping.isEmpty()) {
                measurements.watch(journal.rollout());
                Decision decision = journal.rollout().next(clock);
                if (decision instanceof Decision.Finish finish) {
                    finish(finish);
                    return Ending.FINISHED;
                }
                if (decision instanceof Decision.AskApproval ask) {
                    ask(ask);
                    return Ending.HELD;
                }
                act(decision);
            }
            interrupt();
            return Ending.INTERRUPTED;
        } finally {
            endWorkers();
        }
    }

    /** Interrupted workers end their commands before they end themselves. */
    private void endWorkers() throws InterruptedException {
        workers.shutdownNow();
        measurements.end();
        workers.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells the driver to stop in good order: nothing new is begun, and what runs may end. Returns at once. */
    public void stop(String why) {
        stopping = why;
        mailbox.ring();
    }

    private void act(Decision decision) throws InterruptedException {
        if (decision instanceof Decision.Deploy) {
            recordAndBegin(List.of());
        } else if (decision instanceof Decision.Recover recover) {
            recover(recover);
        } else if (decision instanceof Decision.RollBack back) {
            record(List.of(new RolloutEvent.RollbackPlanned(clock.instant(), back.plan(), back.why())));
        } else if (decision instanceof Decision.Judge judge) {
            judge(judge);
        } else if (decision instanceof Decision.Wait wait) {
            wayForwardClosed = journal.rollout().abort().isPresent();
            lookAround(wait.until());
        }
    }

    /**
     * Records what happened together with what is begun because of it, in one step: the room that a finished command
     * leaves is taken by the next one as soon as both are durable.
     */
    private void recordAndBegin(List<RolloutEvent> facts) {
        List<RolloutEvent> begun = journal.append(facts, this::whatBegins);
        listener.happened(
                journal.rollout(), Stream.concat(facts.stream(), begun.stream()).toList());
        for (RolloutEvent event : begun) {
            if (event instanceof RolloutEvent.InstanceStarted started) {
                run(started);
            }
        }
    }

    private List<RolloutEvent> whatBegins(Rollout rollout) {
        boolean mayBegin = stopping.isEmpty();
        if (!mayBegin || !(rollout.next(clock) instanceof Decision.Deploy deploy)) {
            return List.of();
        }
        return WaveStart.events(rollout, deploy, clock.instant());
    }

    private void run(RolloutEvent.InstanceStarted started) {
        Wave wave = journal.rollout().wave(started.wave()).orElseThrow();
        Placement placement = journal.rollout().placement(started.wave(), started.instance());
        Decision.Start start = new Decision.Start(placement, started.attempt());
        running.incrementAndGet();
        workers.execute(() -> {
            List<RolloutEvent> end = List.of();
            try {
                end = List.of(deployments.run(wave, start, mailbox::register, this::mayGoOn));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                mailbox.fail(e);
            } finally {
                mailbox.post(end);
                running.decrementAndGet();
            }
        });
    }

    private boolean mayGoOn() {
        return stopping.isEmpty() && !wayForwardClosed;
    }

    /** Finds out what became of deployments that were in flight when the driver before this one ended. */
    private void recover(Decision.Recover recover) throws InterruptedException {
        Wave wave = recover.wave();
        List<Future<RolloutEvent>> searches = new ArrayList<>();
        for (Placement placement : recover.placements()) {
            searches.add(measurements.observers().submit(() -> search(wave, placement)));
        }
        List<RolloutEvent> found = new ArrayList<>();
        for (Future<RolloutEvent> search : searches) {
            found.add(result(search));
        }
        record(found);
    }

    private RolloutEvent search(Wave wave, Placement placement) throws InterruptedException {
        Instant now = clock.instant();
        return measurements.isThere(deployments.subject(wave, placement))
                ? new RolloutEvent.InstanceDeployed(now, wave.number(), placement.name())
                : new RolloutEvent.InstanceReset(
                        now, wave.number(), placement.name(), "was in flight when the driver ended");
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker failed", e.getCause());
        }
    }

    /** Measures a wave beside the driver's own thread, so that an abort is heard meanwhile. */
    private void judge(Decision.Judge judge) throws InterruptedException {
        Wave wave = judge.wave();
        Future<List<InstanceHealth>> health =
                measuring.computeIfAbsent(wave.number(), number -> measurements.measure(journal.rollout(), judge));
        if (health.isDone()) {
            appendMail(Duration.ZERO);
            measuring.remove(wave.number());
            record(List.of(journal.rollout().judge(wave, result(health), clock.instant(), onInconclusive)));
        } else {
            lookAround(Instant.MAX);
        }
    }

    /** Waits for reports until that moment, and now and then takes in what other processes have appended. */
    private void lookAround(Instant until) throws InterruptedException {
        Instant now = clock.instant();
        Instant next = now.plus(LOOK_AROUND);
        Duration wait = Duration.between(now, until.isBefore(next) ? until : next);
        if (!appendMail(wait.isNegative() ? Duration.ZERO : wait.plusMillis(1))) {
            journal.refresh();
        }
    }

    /** @return whether there was any */
    private boolean appendMail(Duration wait) throws InterruptedException {
        List<Mailbox.Letter> letters = mailbox.take(wait);
        List<RolloutEvent> events = letters.stream()
                .flatMap(letter -> letter.events().stream())
                .filter(this::isFact)
                .toList();
        if (!events.isEmpty()) {
            recordAndBegin(events);
        }
        letters.forEach(letter -> letter.durable().complete(null));
        return !letters.isEmpty();
    }

    /** A command that fails while the driver is stopping may have been ended with it: for a later driver to find out. */
    private boolean isFact(RolloutEvent event) {
        return stopping.isEmpty() || !(event instanceof RolloutEvent.InstanceFailed);
    }

    private void record(List<RolloutEvent> events) {
        journal.append(events);
        listener.happened(journal.rollout(), events);
    }

    private void ask(Decision.AskApproval ask) {
        if (journal.rollout().question().isEmpty()) {
            record(List.of(new RolloutEvent.ApprovalRequested(clock.instant(), ask.question())));
        }
    }

    private void finish(Decision.Finish finish) {
        if (journal.rollout().finished().isEmpty()) {
            record(List.of(new RolloutEvent.RolloutFinished(clock.instant(), finish.outcome(), finish.why())));
            ledger.pruneArtifacts();
        }
    }

    /** Lets running commands end, then ends them, and records that the rollout was interrupted. */
    private void interrupt() throws InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        while (running.get() > 0 && System.nanoTime() < deadline) {
            appendMail(Duration.ofMillis(100));
        }
        endWorkers();
        appendMail(Duration.ZERO);
        record(List.of(new RolloutEvent.RolloutInterrupted(clock.instant(), stopping)));
    }
}
