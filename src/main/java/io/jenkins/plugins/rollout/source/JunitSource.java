package io.jenkins.plugins.rollout.source;

import java.time.Duration;

/**
 * Runs a suite of tests against an instance, and reads the reports that it writes. A failed test is a failure; a suite that
 * didn't run to its end, or in which nothing was tested, is no measurement.
 *
 * @param run a command line for {@code /bin/sh}; empty if somebody else runs the tests
 * @param reports glob of their files below the folder, with placeholders
 * @param timeout of the command; without one, how old a report may be
 */
public record JunitSource(String run, String reports, Duration timeout) implements Source {
    static final String KIND = "junit";
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    boolean runs() {
        return !run.isEmpty();
    }

    @Override
    public String name() {
        return KIND + " " + (runs() ? run : reports);
    }

    @Override
    public boolean needsUrl() {
        return false;
    }

    /** Also without a command: the reports are where commands would run. */
    @Override
    public boolean runsCommands() {
        return true;
    }

    /** A command that reads {@code ROLLOUT_VERSION} is taken to compare it. */
    @Override
    public boolean provesVersion() {
        return run.contains("ROLLOUT_VERSION");
    }

    /** Tests that have just passed would tell nothing new by passing again. */
    @Override
    public int usualCount(int others) {
        return 1;
    }

    @Override
    public Reading read(Inquiry inquiry, Laboratory laboratory) throws InterruptedException {
        return new JunitProbe(this, inquiry.subject(), laboratory).read();
    }
}
