package io.jenkins.plugins.rollout.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The command line in a process of its own, as people start it. */
public final class RolloutProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path out;
    private final Path err;

    /** @param status as the shell counts it: 128 and the number of the signal that ended it */
    public record Result(int status, String out, String err) {}

    private RolloutProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    public static RolloutProcess start(Site site, String... arguments) throws IOException {
        return start(site, List.of(), arguments);
    }

    /** @param wrapper a command that the command line is given to, such as {@code setsid} */
    public static RolloutProcess start(Site site, List<String> wrapper, String... arguments) throws IOException {
        // What a killed process leaves in its folder for temporary files must not gather on the machine.
        Path temporary = Files.createDirectories(site.file("tmp"));
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(java(temporary));
        command.add("io.jenkins.plugins.rollout.cli.Main");
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(temporary, "process", ".out");
        Path err = Files.createTempFile(temporary, "process", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(site.folder().toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return new RolloutProcess(builder.start(), out, err);
    }

    /** A Java that starts quickly, with the classes of this test. */
    public static List<String> java(Path temporary) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xmx256m",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"));
    }

    public static Result run(Site site, String... arguments) throws IOException, InterruptedException {
        try (RolloutProcess process = start(site, arguments)) {
            return process.end();
        }
    }

    /** Waits until it has ended. */
    public Result end() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s: " + progress());
        }
        return new Result(process.exitValue(), Site.read(out), Site.read(err));
    }

    /** What it has said on standard error so far. */
    public String progress() {
        return Site.read(err);
    }

    /** What it has said on standard output so far. */
    public String output() {
        return Site.read(out);
    }

    public void awaitProgress(String what, Predicate<String> condition) throws InterruptedException {
        Await.until(what, () -> condition.test(progress()) || !process.isAlive());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long id() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As Ctrl-C does, but for this process alone. */
    public void interrupt() throws IOException, InterruptedException {
        signal("INT", String.valueOf(process.pid()));
    }

    /** @param target a process, or with a dash in front a group of them */
    public static void signal(String signal, String target) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", signal, "--", target)
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        kill();
    }
}
