package io.jenkins.plugins.rollout.jenkins.request;

import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** The ids of the builds that are kept for their releases, in a file of their own. */
final class KeptBuilds {
    private static Path file() {
        return ControllerLedger.folder().resolve("kept-builds");
    }

    synchronized Set<String> read() throws IOException {
        return Files.exists(file()) ? new LinkedHashSet<>(Files.readAllLines(file())) : new LinkedHashSet<>();
    }

    synchronized void add(Set<String> ids) throws IOException {
        Set<String> all = read();
        all.addAll(ids);
        replace(all);
    }

    synchronized void replace(Set<String> ids) throws IOException {
        if (ids.equals(read())) {
            return;
        }
        Files.createDirectories(ControllerLedger.folder());
        try (AtomicFileWriter writer = new AtomicFileWriter(file(), StandardCharsets.UTF_8)) {
            writer.write(String.join("\n", ids));
            writer.commit();
        }
    }

    synchronized void renamed(String oldName, String newName) {
        try {
            Set<String> ids = new LinkedHashSet<>();
            for (String id : read()) {
                ids.add(id.startsWith(oldName + "#") ? newName + id.substring(oldName.length()) : id);
            }
            replace(ids);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
