package io.jenkins.plugins.rollout.demo;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** An instance's log file: a line for each request. */
final class InstanceLog implements AutoCloseable {
    private final Clock clock;
    private final Writer writer;

    InstanceLog(Path file, Clock clock) throws IOException {
        this.clock = clock;
        writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    synchronized void line(String text) throws IOException {
        writer.write(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + text + "\n");
        writer.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
