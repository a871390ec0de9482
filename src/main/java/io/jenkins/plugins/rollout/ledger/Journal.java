package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

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
        append(events, now -> List.of());
    }

    /**
     * Appends what happened and, in the same transaction, what is decided on it. Both are durable when this returns.
     *
     * @param decide asked again when others have appended meanwhile: facts stay facts, decisions may be others
     * @return what was decided
     */
    public List<RolloutEvent> append(List<RolloutEvent> facts, Function<Rollout, List<RolloutEvent>> decide) {
        Optional<List<RolloutEvent>> decided = Optional.empty();
        while (decided.isEmpty()) {
            decided = tryAppend(facts, decide);
        }
        return decided.get();
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
        return tryAppend(events, now -> List.of()).isPresent();
    }

    private Optional<List<RolloutEvent>> tryAppend(
            List<RolloutEvent> facts, Function<Rollout, List<RolloutEvent>> decide) {
        long before = rollout.sequence();
        boolean written = false;
        try {
            List<Effect> effects = take(facts);
            List<RolloutEvent> decided = decide.apply(rollout);
            effects.addAll(take(decided));
            List<RolloutEvent> all =
                    Stream.concat(facts.stream(), decided.stream()).toList();
            written = all.isEmpty() || ledger.append(rollout, before, all, effects);
            return written ? Optional.of(decided) : Optional.empty();
        } finally {
            if (!written) {
                rollout = ledger.load(rollout.id());
            }
        }
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
