package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.command.Command;
import io.jenkins.plugins.rollout.command.CommandResult;
import io.jenkins.plugins.rollout.command.CommandRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A command that a check has run with the deployment's environment.
 *
 * @param lastLine the end of what it wrote, so much as can be shown; empty if it wrote nothing
 */
record CommandRun(CommandResult result, String lastLine) {
    private static final int LONGEST_QUOTE = 200;
    private static final int LONGEST_END = 4096;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    /**
     * Runs it to its end in the laboratory's folder.
     *
     * @param line for {@code /bin/sh}
     * @throws IOException if what it writes can't be kept
     * @throws InterruptedException if the thread was interrupted; the command has ended
     */
    static CommandRun of(String line, Duration timeout, Subject subject, Laboratory laboratory)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("rollout-check", ".log");
        try {
            CommandResult result = CommandRunner.run(
                    new Command(List.of(line), laboratory.folder(), subject.environment(), output, timeout));
            return new CommandRun(result, lastLine(output));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Whether it came to its own end, whatever its exit status. */
    boolean hasRun() {
        return result instanceof CommandResult.Exited exited
                && exited.status() != NOT_EXECUTABLE
                && exited.status() != NOT_FOUND;
    }

    /** One phrase: {@code exit status 3, saying: no taxes today}. */
    String describe() {
        return result.describe() + (lastLine.isEmpty() ? "" : ", saying: " + lastLine);
    }

    private static String lastLine(Path output) throws IOException {
        String text = end(output).strip();
        String line = text.substring(text.lastIndexOf('\n') + 1);
        return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line;
    }

    /** However much the command wrote. */
    private static String end(Path output) throws IOException {
        try (InputStream in = Files.newInputStream(output)) {
            in.skipNBytes(Math.max(0, Files.size(output) - LONGEST_END));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
