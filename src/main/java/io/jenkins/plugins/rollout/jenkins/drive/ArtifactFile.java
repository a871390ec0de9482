package io.jenkins.plugins.rollout.jenkins.drive;

import hudson.Util;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import jenkins.MasterToSlaveFileCallable;

/** What is done to an artifact on the agent that has it. */
final class ArtifactFile {
    /** How a file is called until it is whole. */
    static final String ARRIVING = ".arriving-";

    private static final Duration KEPT = Duration.ofDays(7);
    private static final int BUFFER = 1 << 16;

    private ArtifactFile() {}

    /** Size and checksum of a file. */
    static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean is(Path file, long size, String sha256) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == size
                && sha256(file).equals(sha256);
    }

    /** Whether the file is there as it should be. Its content is read once, and again when it looks changed. */
    static final class IsThere extends MasterToSlaveFileCallable<Boolean> {
        private static final long serialVersionUID = 1L;
        private static final Map<Path, Look> FOUND_WELL = new ConcurrentHashMap<>();

        private final long size;
        private final String sha256;

        private record Look(long size, FileTime modified, String key) {
            static Look at(Path file) throws IOException {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Look(now.size(), now.lastModifiedTime(), String.valueOf(now.fileKey()));
            }
        }

        IsThere(long size, String sha256) {
            this.size = size;
            this.sha256 = sha256;
        }

        @Override
        public Boolean invoke(File file, VirtualChannel channel) throws IOException {
            Path path = file.toPath();
            if (!Files.isRegularFile(path)) {
                FOUND_WELL.remove(path);
                return false;
            }
            Look look = Look.at(path);
            if (look.equals(FOUND_WELL.get(path))) {
                return true;
            }
            boolean well = is(path, size, sha256);
            if (well) {
                FOUND_WELL.put(path, look);
            }
            return well;
        }
    }

    /** Makes the folder, and takes away what nobody waits for: half a file, and artifacts of a week ago. */
    static final class MakeRoom extends MasterToSlaveFileCallable<Void> {
        private static final long serialVersionUID = 1L;

        @Override
        public Void invoke(File folder, VirtualChannel channel) throws IOException {
            Path own = Files.createDirectories(folder.toPath());
            for (Path file : children(own)) {
                if (String.valueOf(file.getFileName()).startsWith(ARRIVING)) {
                    Files.delete(file);
                }
            }
            Instant longAgo = Instant.now().minus(KEPT);
            for (Path other : children(Objects.requireNonNull(own.getParent(), "it lies in a folder"))) {
                if (!other.equals(own)
                        && Files.getLastModifiedTime(other).toInstant().isBefore(longAgo)) {
                    Util.deleteRecursive(other.toFile());
                }
            }
            return null;
        }

        private static List<Path> children(Path folder) throws IOException {
            try (Stream<Path> children = Files.list(folder)) {
                return children.toList();
            }
        }
    }

    /** Gives a file that has arrived its name if it is the right one; deletes it if not, and says so. */
    static final class Settle extends MasterToSlaveFileCallable<Boolean> {
        private static final long serialVersionUID = 1L;

        private final String name;
        private final long size;
        private final String sha256;

        Settle(String name, long size, String sha256) {
            this.name = name;
            this.size = size;
            this.sha256 = sha256;
        }

        @Override
        public Boolean invoke(File file, VirtualChannel channel) throws IOException {
            Path arrived = file.toPath();
            if (!is(arrived, size, sha256)) {
                Files.delete(arrived);
                return false;
            }
            Files.move(
                    arrived,
                    arrived.resolveSibling(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return true;
        }
    }
}
