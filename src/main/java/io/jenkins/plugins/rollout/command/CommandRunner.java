package io.jenkins.plugins.rollout.command;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs commands to their end, whichever comes. */
public final class CommandRunner {
    private static final File NOTHING = new File("/dev/null");

    /** How far a process' start, in the kernel's coarse time, may lie from the time of the file that it wrote. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private CommandRunner() {}

    /** @throws InterruptedException if the thread was interrupted; the command and all that it had started have ended */
    public static CommandResult run(Command command) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        command.invocation(ProcessHandle.current().pid()))
                .directory(command.folder().toFile())
                .redirectInput(Redirect.from(NOTHING))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(command.log().toFile()));
        Process process;
        try {
            builder.environment().putAll(command.environment());
            process = builder.start();
        } catch (IOException | IllegalArgumentException e) {
            return new CommandResult.CouldNotStart(e.getMessage());
        }
        try {
            return await(process, command.timeout());
        } finally {
            deleteQuietly(command.processIdFile());
        }
    }

    private static CommandResult await(Process process, Duration timeout) throws InterruptedException {
        try {
            if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return new CommandResult.Exited(process.exitValue());
            }
            new ProcessTree(process.toHandle()).end();
            return new CommandResult.TimedOut(timeout);
        } catch (InterruptedException e) {
            new ProcessTree(process.toHandle()).end();
            throw e;
        }
    }

    /**
     * Ends a command that outlived the process which had started it.
     *
     * @param log of the command
     * @return whether there was one
     */
    public static boolean endOrphan(Path log) {
        Path file = log.resolveSibling(log.getFileName() + ".pid");
        Optional<ProcessHandle> orphan = readProcess(file);
        orphan.ifPresent(process -> new ProcessTree(process).end());
        deleteQuietly(file);
        return orphan.isPresent();
    }

    /** The process that wrote the file, unless it has ended; its number may be another one's by now. */
    private static Optional<ProcessHandle> readProcess(Path file) {
        try {
            long id = Long.parseLong(Files.readString(file).trim());
            FileTime written = Files.getLastModifiedTime(file);
            return ProcessHandle.of(id).filter(process -> startedAbout(process, written.toInstant()));
        } catch (IOException | NumberFormatException noSuchFile) {
            return Optional.empty();
        }
    }

    private static boolean startedAbout(ProcessHandle process, Instant time) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, time).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                .orElse(false);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It only costs the next look a comparison of times.
        }
    }
}
