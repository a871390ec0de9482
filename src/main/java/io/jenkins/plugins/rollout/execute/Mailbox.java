package io.jenkins.plugins.rollout.execute;

import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Where a driver's workers report what happened. What lies in it is appended in one go. */
final class Mailbox {
    private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
    private volatile Throwable fault;

    /** @param durable completed when the events are in the ledger */
    record Letter(List<RolloutEvent> events, CompletableFuture<Void> durable) {}

    /** Reports that a worker ended as no worker should; whoever takes the mail next hears of it. */
    void fail(Throwable cause) {
        fault = cause;
        ring();
    }

    /** Reports, and returns at once. */
    void post(List<RolloutEvent> events) {
        letters.add(new Letter(events, new CompletableFuture<>()));
    }

    /** Reports, and returns when it is durable. */
    void register(RolloutEvent event) throws InterruptedException {
        Letter letter = new Letter(List.of(event), new CompletableFuture<>());
        letters.add(letter);
        try {
            letter.durable().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a letter is only ever completed", e);
        }
    }

    /** Wakes the driver without anything to report. */
    void ring() {
        post(List.of());
    }

    /**
     * All that has come in; waits for something if there is nothing, but not longer than that.
     *
     * @throws IllegalStateException if a worker has failed: what it was about will never be reported
     */
    List<Letter> take(Duration atMost) throws InterruptedException {
        List<Letter> taken = new ArrayList<>();
        letters.drainTo(taken);
        if (taken.isEmpty()) {
            Letter first = letters.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                taken.add(first);
                letters.drainTo(taken);
            }
        }
        if (fault != null) {
            throw new IllegalStateException("a worker failed", fault);
        }
        return taken;
    }
}
