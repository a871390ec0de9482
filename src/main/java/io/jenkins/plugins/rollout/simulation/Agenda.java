package io.jenkins.plugins.rollout.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What a simulated driver has under way, by the moment when it is due. */
final class Agenda {
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::order));
    private long order;

    private record Entry(Instant at, long order, Runnable what) {}

    void add(Instant at, Runnable what) {
        entries.add(new Entry(at, order++, what));
    }

    /** When something is due next; {@link Instant#MAX} if nothing ever is. */
    Instant next() {
        return entries.isEmpty() ? Instant.MAX : entries.peek().at();
    }

    void runDue(Instant now) {
        while (!next().isAfter(now)) {
            entries.remove().what().run();
        }
    }
}
