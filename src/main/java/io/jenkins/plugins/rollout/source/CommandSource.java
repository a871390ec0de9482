package io.jenkins.plugins.rollout.source;

import java.time.Duration;

/**
 * Runs a command with the deployment's environment: exit status 0 is a pass, any other a failure, and a command that
 * can't be started or is not done in time no measurement.
 *
 * @param run a command line for {@code /bin/sh}
 */
public record CommandSource(String run, Duration timeout) implements Source {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "command " + run;
    }

    @Override
    public boolean needsUrl() {
        return false;
    }

    @Override
    public boolean runsCommands() {
        return true;
    }

    /** A command that reads {@code ROLLOUT_VERSION} is taken to compare it. */
    @Override
    public boolean provesVersion() {
        return run.contains("ROLLOUT_VERSION");
    }

    @Override
    public Reading read(Inquiry inquiry, Laboratory laboratory) throws InterruptedException {
        return new CommandProbe(this, inquiry.subject(), laboratory).read();
    }
}
