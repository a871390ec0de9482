package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.source.Reading.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Asks a {@link CommandSource} once. */
final class CommandProbe {
    private final CommandSource check;
    private final Subject subject;
    private final Laboratory laboratory;

    CommandProbe(CommandSource check, Subject subject, Laboratory laboratory) {
        this.check = check;
        this.subject = subject;
        this.laboratory = laboratory;
    }

    Reading read() throws InterruptedException {
        Instant start = laboratory.clock().instant();
        try {
            CommandRun run = CommandRun.of(check.run(), check.timeout(), subject, laboratory);
            return reading(start, outcome(run), run.describe());
        } catch (IOException e) {
            return reading(start, Outcome.ERROR, "its output could not be kept: " + e.getMessage());
        }
    }

    private static Outcome outcome(CommandRun run) {
        if (!run.hasRun()) {
            return Outcome.ERROR;
        }
        return run.result().isSuccess() ? Outcome.PASS : Outcome.FAIL;
    }

    private Reading reading(Instant start, Outcome outcome, String detail) {
        Duration took = Duration.between(start, laboratory.clock().instant());
        return new Reading(outcome, detail, start, took, List.of());
    }
}
