package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The library in the plugin's jar is the one in the repository, no more and no less. */
public class LibraryFilesTest {
    private static final Path ROOT = Path.of(System.getProperty("project.directory"));

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static List<String> files(Path root) throws IOException {
        List<String> names = new ArrayList<>();
        for (String top : List.of("vars", "resources")) {
            try (Stream<Path> files = Files.walk(root.resolve(top))) {
                files.filter(Files::isRegularFile)
                        .map(file -> root.relativize(file).toString().replace('\\', '/'))
                        .forEach(names::add);
            }
        }
        return names;
    }

    @Test
    public void allAreNamed() throws IOException {
        assertThat(LibraryFiles.NAMES).containsExactlyInAnyOrderElementsOf(files(ROOT));
    }

    @Test
    public void areCopiedAsTheyAre() throws IOException {
        Path target = folder.getRoot().toPath().resolve("libs/1234");

        LibraryFiles.copyTo(target);

        assertThat(files(target)).containsExactlyInAnyOrderElementsOf(files(ROOT));
        for (String name : files(target)) {
            assertThat(target.resolve(name)).hasSameBinaryContentAs(ROOT.resolve(name));
        }
    }

    @Test
    public void modesAreKnownByTheirWords() {
        assertThat(LibraryMode.values()).extracting(LibraryMode::word).containsExactly("implicit", "on-request", "off");
        assertThat(LibraryMode.of("on-request")).isEqualTo(LibraryMode.ON_REQUEST);
        assertThat(LibraryMode.of("ON_REQUEST")).isEqualTo(LibraryMode.ON_REQUEST);
    }
}
