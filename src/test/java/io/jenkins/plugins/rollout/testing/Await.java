package io.jenkins.plugins.rollout.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that comes true by itself, and no longer than it must. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 5;

    private Await() {}

    /** @param what is awaited, for the failure's message */
    public static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain until " + what);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
