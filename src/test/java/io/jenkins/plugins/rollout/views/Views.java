package io.jenkins.plugins.rollout.views;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The plugin's sources and resources. */
final class Views {
    static final Path MAIN = Path.of(System.getProperty("project.directory"), "src", "main");
    static final Path PLUGIN = Path.of("io", "jenkins", "plugins", "rollout", "jenkins");
    static final Path RESOURCES = MAIN.resolve("resources").resolve(PLUGIN);
    static final Path SOURCES = MAIN.resolve("java").resolve(PLUGIN);

    private Views() {}

    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
