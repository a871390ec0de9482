package io.jenkins.plugins.rollout.judge;

import java.util.Locale;

/** Which way a metric gets worse. */
public enum Direction {
    /** More is worse: errors, latency. */
    INCREASE,
    /** Less is worse: throughput, cache hits. */
    DECREASE,
    /** Any difference is worse. */
    EITHER;

    boolean upIsWorse() {
        return this != DECREASE;
    }

    boolean downIsWorse() {
        return this != INCREASE;
    }

    /** As it stands in documents: {@code increase}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
