package io.jenkins.plugins.rollout.source;

import java.io.Serializable;

/**
 * One number of a stream.
 *
 * @param value a value, or how many events
 * @param exposure of how many requests or seconds the events are; 1 for a value. Of a source that gives
 *     {@linkplain Source.Answers#COUNTERS counters} both are running totals.
 */
public record Sample(double value, double exposure) implements Serializable {
    public static Sample of(double value) {
        return new Sample(value, 1);
    }
}
