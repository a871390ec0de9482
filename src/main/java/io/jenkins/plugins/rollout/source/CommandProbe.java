package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.command.Command;
import io.jenkins.plugins.rollout.command.CommandResult;
import io.jenkins.plugins.rollout.command.CommandRunner;
import io.jenkins.plugins.rollout.source.Reading.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Asks a {@link CommandSource} once. */
final class CommandProbe {
    private static final int LONGEST_QUOTE = 200;
    private static final int LONGEST_END = 4096;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

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
            Path output = Files.createTempFile("rollout-check", ".log");
            try {
                CommandResult result = CommandRunner.run(new Command(
                        List.of(check.run()), laboratory.folder(), subject.environment(), output, check.timeout()));
                return reading(start, outcome(result), result.describe() + lastLine(output));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return reading(start, Outcome.ERROR, "its output could not be kept: " + e.getMessage());
        }
    }

    private static Outcome outcome(CommandResult result) {
        if (!(result instanceof CommandResult.Exited exited)) {
            return Outcome.ERROR;
        }
        return switch (exited.status()) {
            case 0 -> Outcome.PASS;
            case NOT_EXECUTABLE, NOT_FOUND -> Outcome.ERROR;
            default -> Outcome.FAIL;
        };
    }

    private static String lastLine(Path output) throws IOException {
        String text = end(output).strip();
        if (text.isEmpty()) {
            return "";
        }
        String line = text.substring(text.lastIndexOf('\n') + 1);
        return ", saying: " + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line);
    }

    /** However much the command wrote. */
    private static String end(Path output) throws IOException {
        try (InputStream in = Files.newInputStream(output)) {
            in.skipNBytes(Math.max(0, Files.size(output) - LONGEST_END));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Reading reading(Instant start, Outcome outcome, String detail) {
        Duration took = Duration.between(start, laboratory.clock().instant());
        return new Reading(outcome, detail, start, took, List.of());
    }
}
