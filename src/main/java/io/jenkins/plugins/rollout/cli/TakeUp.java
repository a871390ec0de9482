package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.ledger.DriverLock;
import io.jenkins.plugins.rollout.ledger.Ledger;
import java.util.Optional;

/** The right to drive a rollout that was begun before. */
final class TakeUp {
    private static final int TRIES = 20;
    private static final long PAUSE_MILLIS = 100;

    private TakeUp() {}

    /** @throws InvalidInputException if another driver has it, and keeps it */
    static OwnRollout take(Ledger ledger, String id) throws InterruptedException {
        ledger.load(id); // an unknown rollout is told as such
        return tryTake(ledger, id)
                .orElseThrow(() -> new InvalidInputException("rollout " + id
                        + " is being driven by another process; watch it with 'rollout status " + id
                        + "' or end it with 'rollout abort " + id + " --reason …'"));
    }

    /** Tries for a moment: somebody may only be looking whether it is free. */
    static Optional<OwnRollout> tryTake(Ledger ledger, String id) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Optional<DriverLock> lock = DriverLock.tryTake(ledger, id);
            if (lock.isPresent()) {
                return Optional.of(new OwnRollout(ledger.journal(id), lock.get()));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return Optional.empty();
    }
}
