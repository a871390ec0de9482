package io.jenkins.plugins.rollout.source;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a source has answered once.
 *
 * @param detail one phrase for people, such as {@code answered 503 after 812 ms, wanted 200}
 * @param at when it was asked
 * @param took how long that took
 * @param samples in the order of their time; none with {@link Outcome#ERROR}
 */
public record Reading(Outcome outcome, String detail, Instant at, Duration took, List<Sample> samples)
        implements Serializable {
    public Reading {
        samples = List.copyOf(samples);
    }

    public enum Outcome {
        PASS,
        FAIL,
        /** Samples, and nobody has said yet what they mean. */
        NUMBERS,
        /** Samples of what nothing is there of, taken for none; a misspelt question would look the same. */
        ABSENT,
        /** Nothing was measured, which is never a pass. */
        ERROR
    }

    public static Reading numbers(String detail, Instant at, Duration took, List<Sample> samples) {
        return new Reading(Outcome.NUMBERS, detail, at, took, samples);
    }

    public static Reading absent(String detail, Instant at, Duration took, List<Sample> samples) {
        return new Reading(Outcome.ABSENT, detail, at, took, samples);
    }

    public static Reading error(String detail, Instant at, Duration took) {
        return new Reading(Outcome.ERROR, detail, at, took, List.of());
    }
}
