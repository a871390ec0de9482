package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.ArrayList;
import java.util.List;

/** The simulated ledger: what is recorded here outlives every driver. */
class Journal {
    private final List<RolloutEvent> events = new ArrayList<>();

    void append(RolloutEvent event) {
        events.add(event);
    }

    /** What a new driver finds. */
    List<RolloutEvent> read() {
        return List.copyOf(events);
    }
}
