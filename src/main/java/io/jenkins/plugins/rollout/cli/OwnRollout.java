package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.ledger.DriverLock;
import io.jenkins.plugins.rollout.ledger.Journal;

/** A rollout and, until it is closed, the sole right to drive it. */
record OwnRollout(Journal journal, DriverLock lock) implements AutoCloseable {
    @Override
    public void close() {
        lock.close();
    }
}
