package io.jenkins.plugins.rollout.judge;

import java.util.Locale;

/** What the numbers are; it decides which test fits them. */
public enum DataKind {
    /** Each sample is one trial: 1 if it is an event (an error), 0 if not. */
    BERNOULLI,
    /** Each sample is a number of events, of an exposure: errors in an interval, or in so many requests. */
    COUNTS,
    /** Each sample is a measured value, such as a latency. */
    VALUES;

    /** As it stands in documents: {@code counts}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
