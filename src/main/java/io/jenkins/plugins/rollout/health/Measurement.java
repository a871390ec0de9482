package io.jenkins.plugins.rollout.health;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * What one check saw once on one instance.
 *
 * @param check the check's name
 * @param outcome {@code INCONCLUSIVE} of a comparison means that it goes on; {@code ERROR} that nothing was measured,
 *     which is never a pass
 * @param detail one phrase for people, such as {@code answered 503 after 812 ms, wanted 200}
 * @param at when it began
 * @param took how long it took; the latency of an HTTP check
 * @param numbers that were measured
 */
public record Measurement(String check, Outcome outcome, String detail, Instant at, Duration took, Numbers numbers)
        implements Serializable {
    /** The name of the check that a pipeline's own tests are. No check of a gate has it: theirs begin with their kind. */
    public static final String VERIFY = "verify";

    public Measurement {
        // Events of an earlier time have none.
        numbers = numbers == null ? Numbers.NONE : numbers;
    }

    /** Without numbers. */
    public Measurement(String check, Outcome outcome, String detail, Instant at, Duration took) {
        this(check, outcome, detail, at, took, Numbers.NONE);
    }

    /**
     * What a pipeline's own tests of an instance say.
     *
     * @param failure why they failed; empty if they did not
     */
    public static Measurement verification(String failure, Instant at, Duration took) {
        return failure.isEmpty()
                ? new Measurement(VERIFY, Outcome.PASS, "passed", at, took)
                : new Measurement(VERIFY, Outcome.FAIL, failure, at, took);
    }

    public enum Outcome {
        PASS,
        FAIL,
        INCONCLUSIVE,
        ERROR
    }
}
