package io.jenkins.plugins.rollout.testing;

import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk that is soon full; tests that want one are skipped where it can't be mounted. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** @param folder which is empty */
    public static SmallDisk mount(Path folder) throws IOException {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=512k", "none", folder.toString());
        assumeTrue("only root may mount a small disk", mounted);
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** To the last byte. */
    public void fill() throws IOException {
        run("sh", "-c", "cat /dev/zero >\"$1\"", "sh", ballast().toString());
    }

    public void free() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    private static boolean run(String... command) throws IOException {
        return new ProcessBuilder(command).start().onExit().join().exitValue() == 0;
    }

    @Override
    public void close() throws IOException {
        run("umount", folder.toString());
    }
}
