package io.jenkins.plugins.rollout.execute;

import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Wave;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the output of deployments stands: a folder for each instance of a rollout, in it a file for each attempt. */
public final class Logs {
    private static final int LONGEST_NAME = 200;

    private final Path folder;

    public Logs(Ledger ledger, String rollout) {
        this.folder = ledger.folder().resolve("logs").resolve(fileName(rollout));
    }

    /**
     * The log of an attempt, with its folder made.
     *
     * @param attempt from 1
     */
    Path prepare(Wave wave, String instance, int attempt) throws IOException {
        Files.createDirectories(folder.resolve(fileName(instance)));
        return file(wave, instance, attempt);
    }

    /** @param attempt from 1 */
    Path file(Wave wave, String instance, int attempt) {
        return folder.resolve(fileName(instance))
                .resolve("wave-" + wave.number() + "-" + wave.action().word() + "-" + attempt + ".log");
    }

    /** The logs that an instance has, by name. */
    public List<Path> of(String instance) {
        Path files = folder.resolve(fileName(instance));
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(files)) {
            return found.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Any name, written so that every file system takes it and two names never share a file. */
    static String fileName(String name) {
        StringBuilder safe = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (plain || c >= 'A' && c <= 'Z' || c == '.' && !safe.isEmpty()) {
                safe.append(c);
            } else {
                safe.append('%').append(String.format("%02X", (int) c));
            }
        }
        if (safe.length() <= LONGEST_NAME) {
            return safe.toString();
        }
        return safe.substring(0, LONGEST_NAME) + "-" + Integer.toHexString(name.hashCode());
    }
}
