package io.jenkins.plugins.rollout.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What {@code bin/rollout} tells Java, which here only repeats it. */
public class LauncherTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path root;
    private String locale = "C.UTF-8";

    @Before
    public void copyTheLauncher() throws IOException {
        root = folder.getRoot().toPath();
        Path project = Path.of(System.getProperty("project.directory", "."));
        executable("bin/rollout", Files.readString(project.resolve("bin/rollout")));
        executable("java/bin/java", "#!/bin/sh\necho \"LC_ALL=$LC_ALL\" \"$@\"\n");
        Files.writeString(root.resolve("java/release"), "JAVA_VERSION=\"17.0.1\"\n");
        Files.writeString(root.resolve("pom.xml"), "");
        for (String folderName : List.of("src/main", "target")) {
            Files.createDirectories(root.resolve(folderName));
        }
        Path jar = Files.createFile(root.resolve("target/rollout.jar"));
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
    }

    @Test
    public void withoutATerminalThereAreNoColours() throws Exception {
        assertThat(sh("bin/rollout status --json"))
                .contains("-Drollout.terminal=false")
                .endsWith("status --json\n");
    }

    @Test
    public void onATerminalThereAreColoursUnlessTheResultGoesElsewhere() throws Exception {
        assumeTrue("there is no script(1) here", Files.isExecutable(Path.of("/usr/bin/script")));

        assertThat(sh("script -qec 'bin/rollout status' /dev/null")).contains("-Drollout.terminal=true");
        assertThat(sh("script -qec 'bin/rollout status >result' /dev/null; cat result"))
                .contains("-Drollout.terminal=false");
    }

    @Test
    public void namesAreCarriedWhateverTheLocale() throws Exception {
        locale = "C";
        assertThat(sh("bin/rollout")).startsWith("LC_ALL=C.UTF-8 ");
        locale = "xx_XX.UTF-8 that is not installed";
        assertThat(sh("bin/rollout")).contains("LC_ALL=C.UTF-8 ");
        locale = "C.utf8";
        assertThat(sh("bin/rollout")).startsWith("LC_ALL=C.utf8 ");
    }

    @Test
    public void argumentsArePassedOnAsTheyAre() throws Exception {
        assertThat(sh("bin/rollout run --version '4.2 $(touch pwned)'")).endsWith("run --version 4.2 $(touch pwned)\n");
        assertThat(root).isDirectoryNotContaining("glob:**pwned");
    }

    private String sh(String line) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", line).directory(root.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", locale);
        builder.environment().put("JAVA_HOME", root.resolve("java").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private void executable(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
