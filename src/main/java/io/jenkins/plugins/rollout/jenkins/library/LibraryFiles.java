package io.jenkins.plugins.rollout.jenkins.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of the shared library as this plugin's jar has them: what stands in the repository's vars/ and resources/. */
final class LibraryFiles {
    /** Relative to the library's root. A jar's folders can't be listed with certainty, so they are named here. */
    static final List<String> NAMES = List.of(
            "vars/promote.groovy",
            "vars/promote.txt",
            "vars/rollout.groovy",
            "vars/rollout.txt",
            "vars/rolloutPipeline.groovy",
            "vars/rolloutPipeline.txt",
            "resources/rollout/failed.txt",
            "resources/rollout/held.txt",
            "resources/rollout/report.md",
            "resources/rollout/succeeded.txt");

    private static Map<String, byte[]> contents = Map.of();

    private LibraryFiles() {}

    /**
     * Writes all files into a folder, which is made if there is none yet. The jar is read the first time only: this happens
     * at the start of every Pipeline build.
     */
    static void copyTo(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : contents().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Path parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(path, file.getValue());
        }
    }

    private static synchronized Map<String, byte[]> contents() throws IOException {
        if (contents.isEmpty()) {
            Map<String, byte[]> read = new TreeMap<>();
            for (String name : NAMES) {
                read.put(name, read(name));
            }
            contents = read;
        }
        return contents;
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = LibraryFiles.class.getResourceAsStream("files/" + name)) {
            if (in == null) {
                throw new NoSuchFileException(
                        "the plugin's jar lacks " + name + " of the shared library; install it again");
            }
            return in.readAllBytes();
        }
    }
}
