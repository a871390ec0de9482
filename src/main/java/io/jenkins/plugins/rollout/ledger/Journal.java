package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * A rollout and the ledger's record of it, kept in step. Other processes may append as well (a person who aborts), which
 * is noticed here by the sequence numbers.
 *
 * <p>Not thread-safe: one driver has one.
 */
public final class Journal {
    private final Ledger ledger;
    private Rollout rollout;

    Journal(Ledger ledger, Rollout rollout) {
        this.ledger = ledger;
        this.rollout = rollout;
    }

    public Rollout rollout() {
        return rollout;
    }

    /** Appends what happened. It is durable when this returns. */
    public void append(List<RolloutEvent> events) {
        while (!tryAppend(events)) {
            // What others have appended was taken in; facts stay facts.
        }
    }

    public void append(RolloutEvent event) {
        append(List.of(event));
    }

    /**
     * Appends what was decided, unless something happened that the decision did not know.
     *
     * @return false if so; the rollout knows it now, and nothing was appended
     */
    public boolean tryAppend(List<RolloutEvent> events) {
        long before = rollout.sequence();
        boolean written = false;
        try {
            written = ledger.append(rollout, before, events, take(events));
        } finally {
            if (!written) {
                rollout = ledger.load(rollout.id());
            }
        }
        return written;
    }

    private List<Effect> take(List<RolloutEvent> events) {
        Effects effects = new Effects(rollout);
        List<Effect> all = new ArrayList<>();
        for (RolloutEvent event : events) {
            rollout.apply(event);
            all.addAll(effects.of(event));
        }
        return all;
    }

    /** Takes in what others have appended. */
    public void refresh() {
        for (NumberedEvent event : ledger.decisiveEvents(rollout.id(), rollout.sequence())) {
            rollout.apply(event.event(), event.sequence());
        }
    }
}
