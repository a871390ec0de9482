package io.jenkins.plugins.rollout.source;

import java.io.Serializable;
import java.time.Duration;

/**
 * Where a gate's check gets its answers or numbers from. Implementations are immutable configuration; the same source is
 * asked about many instances at the same time, on this machine or another.
 */
public interface Source extends Serializable {
    /** What it answers with. */
    enum Answers {
        /** It says by itself whether it passes; it may give numbers as well. */
        VERDICT,
        /** Numbers, of which a condition or a comparison makes something. */
        NUMBERS,
        /** Running totals, as counters are; what counts is by how much they grow. */
        COUNTERS
    }

    /** What a check of it is called that has no name of its own: {@code http /health}. */
    String name();

    /** Whether it can't be asked about an instance without URL. */
    boolean needsUrl();

    /**
     * Whether passing shows that the very version is running which {@link Subject#version()} names, and not just that
     * something healthy is.
     */
    boolean provesVersion();

    /** Whether it runs commands, which must not be on a Jenkins controller. */
    default boolean runsCommands() {
        return false;
    }

    /** The id of the credentials that it sends; empty for none. */
    default String credentialsId() {
        return "";
    }

    /** How far back the samples of one reading go; zero if they are of the moment. */
    default Duration window() {
        return Duration.ZERO;
    }

    /** The kind of server of which it asks the {@linkplain Addresses usual} one; empty if it names its own. */
    default String usualServer() {
        return "";
    }

    /**
     * Whether its {@linkplain Answers#COUNTERS counters} are exposed to time, in seconds of a clock: that is not set to zero
     * when they begin anew, and may be set back.
     */
    default boolean countsByTime() {
        return false;
    }

    default Answers answers() {
        return Answers.VERDICT;
    }

    /**
     * How often it is asked where its check doesn't say so.
     *
     * @param others how often the gate's other checks are
     */
    default int usualCount(int others) {
        return others;
    }

    /** Whether it can be asked how things were at an earlier time, see {@link Inquiry#ago()}. */
    default boolean remembers() {
        return false;
    }

    /**
     * Asks once. Never throws for what the other side does: what could not be asked or answered is
     * {@link Reading.Outcome#ERROR}.
     *
     * @throws InterruptedException if the thread was interrupted; what it had started has ended
     */
    Reading read(Inquiry inquiry, Laboratory laboratory) throws InterruptedException;
}
