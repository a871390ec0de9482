package io.jenkins.plugins.rollout.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The time in which a gate measures. */
public interface Pace {
    /** By which what is measured is dated. */
    Instant now();

    /** A clock that is never set, in nanoseconds. */
    long nanoTime();

    void sleep(Duration time) throws InterruptedException;

    /** Of this machine. */
    static Pace of(Clock clock) {
        return new Pace() {
            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration time) throws InterruptedException {
                Thread.sleep(time.toMillis());
            }
        };
    }
}
