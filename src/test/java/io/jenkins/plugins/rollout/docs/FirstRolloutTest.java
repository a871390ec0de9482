package io.jenkins.plugins.rollout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.docs.Document.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Does what README.md tells a newcomer to do, in that order, and sees what it says they see. */
public class FirstRolloutTest {
    private static final Document README = Document.read("README.md");
    private static final Path EXAMPLE = Document.ROOT.resolve("examples").resolve("first-rollout");
    private static final Pattern EXIT = Pattern.compile("exit (\\d+)(?: or (\\d+))?");
    private static final Pattern INTERRUPT = Pattern.compile("interrupt at \"([^\"]+)\"");
    private static final long PATIENCE_MINUTES = 5;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void filesAreThoseOfTheExample() throws IOException {
        List<Block> files = README.blocks().stream()
                .filter(block -> block.mark().startsWith("file: "))
                .toList();

        for (Block file : files) {
            String name = file.mark().substring("file: ".length());
            assertThat(EXAMPLE.resolve(name)).as(file.place()).hasContent(file.text());
        }
        try (var example = Files.list(EXAMPLE)) {
            assertThat(files).hasSameSizeAs(example.toList());
        }
    }

    @Test
    public void commandsDoWhatIsSaid() throws Exception {
        List<Block> commands = README.blocks().stream()
                .filter(block -> block.mark().startsWith("run"))
                .toList();
        prepareHome();

        Path script = folder.newFile("session.bash").toPath();
        Files.writeString(script, session(commands));
        run(script);

        assertThat(commands).hasSizeGreaterThan(5);
        for (int i = 0; i < commands.size(); i++) {
            Block command = commands.get(i);
            String output = Files.readString(output(i));
            assertThat(Integer.parseInt(Files.readString(exit(i)).trim()))
                    .as("%s exits, having said:%n%s", command.place(), output)
                    .isIn(expectedExits(command));
            README.after(command).filter(next -> next.language().equals("text")).ifPresent(result -> assertThat(
                            output.lines().map(String::stripTrailing))
                    .as(result.place())
                    .containsAll(result.text().lines().toList()));
        }
    }

    /** A folder as it is after a clone, with this test's own classes as the command line. */
    private void prepareHome() throws IOException {
        Path bin = Files.createDirectories(project().resolve("bin"));
        Path rollout = bin.resolve("rollout");
        Files.writeString(
                rollout,
                "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' io.jenkins.plugins.rollout.cli.Main \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path")));
        assertThat(rollout.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(project().resolve("examples"), Document.ROOT.resolve("examples"));
    }

    private Path project() {
        return folder.getRoot().toPath().resolve("rollout-matrix");
    }

    private Path output(int command) {
        return folder.getRoot().toPath().resolve(command + ".out");
    }

    private Path exit(int command) {
        return folder.getRoot().toPath().resolve(command + ".exit");
    }

    private static List<Integer> expectedExits(Block command) {
        Matcher exit = EXIT.matcher(command.mark());
        if (!exit.find()) {
            return List.of(0);
        }
        return exit.group(2) == null
                ? List.of(Integer.valueOf(exit.group(1)))
                : List.of(Integer.valueOf(exit.group(1)), Integer.valueOf(exit.group(2)));
    }

    /** One shell for all of them, so that a folder and a path stay set. */
    private String session(List<Block> commands) {
        StringBuilder session = new StringBuilder("cd '" + project() + "'\n");
        for (int i = 0; i < commands.size(); i++) {
            Block command = commands.get(i);
            Matcher interrupt = INTERRUPT.matcher(command.mark());
            String output = "'" + output(i) + "'";
            if (interrupt.find()) {
                session.append(command.text().strip())
                        .append(" > " + output + " 2>&1 &\n")
                        .append("until grep -qs '" + interrupt.group(1) + "' " + output + "; do sleep 0.1; done\n")
                        .append("kill -TERM $!\nwait $!\n");
            } else {
                session.append("{\n" + command.text() + "} > " + output + " 2>&1\n");
            }
            session.append("echo $? > '" + exit(i) + "'\n");
        }
        return session.toString();
    }

    private void run(Path script) throws Exception {
        Path said = folder.newFile("session.out").toPath();
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                .directory(folder.getRoot())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("HOME", folder.getRoot().toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process session = builder.start();
        try {
            assertThat(session.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            session.descendants().forEach(ProcessHandle::destroyForcibly);
            session.destroyForcibly();
        }
        assertThat(Files.readString(said, StandardCharsets.UTF_8)).isEmpty();
    }
}
