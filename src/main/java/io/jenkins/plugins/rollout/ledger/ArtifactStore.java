package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Release;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the artifacts of releases by their content, so that a way back exists even when the file in the workspace is
 * another one by then: {@code <folder>/<SHA-256>/<file name>}.
 */
public final class ArtifactStore {
    /** A file as young as this may belong to a rollout that is just being planned. */
    private static final Duration YOUNG = Duration.ofHours(1);

    private final Path folder;
    private final Map<String, Fingerprint> verified = new ConcurrentHashMap<>();

    private record Fingerprint(long size, FileTime modified) {
        static Fingerprint of(Path file) throws IOException {
            return new Fingerprint(Files.size(file), Files.getLastModifiedTime(file));
        }
    }

    ArtifactStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Copies a file into the store. It is durable when this returns.
     *
     * @param file to read
     * @param path as the rollout file names it
     * @throws LedgerException if it can't be read or kept
     */
    public Artifact keep(Path file, String path) {
        try {
            Files.createDirectories(folder);
            Path copy = Files.createTempFile(folder, "incoming", ".part");
            try {
                String sha256 = copyDurably(file, copy);
                Artifact artifact = new Artifact(path, Files.size(copy), sha256);
                Files.createDirectories(folder.resolve(sha256));
                Path place = place(artifact);
                Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                force(folder.resolve(sha256), StandardOpenOption.READ);
                force(folder, StandardOpenOption.READ);
                verified.put(place.toString(), Fingerprint.of(place));
                return artifact;
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new LedgerException("artifact " + file + " can't be kept in " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Looks at a file without keeping it.
     *
     * @param path as the rollout file names it
     * @throws LedgerException if it can't be read
     */
    public static Artifact describe(Path file, String path) {
        try {
            return new Artifact(path, Files.size(file), sha256(file));
        } catch (IOException e) {
            throw new LedgerException("artifact " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * The kept file, after its content was compared with its checksum.
     *
     * @throws LedgerException if it is gone or was altered
     */
    public Path verified(Artifact artifact) {
        Path place = place(artifact);
        try {
            if (!Files.isRegularFile(place)) {
                throw new LedgerException("the artifact " + artifact.fileName() + " (SHA-256 " + artifact.sha256()
                        + ") is gone from " + folder);
            }
            Fingerprint fingerprint = Fingerprint.of(place);
            if (!fingerprint.equals(verified.get(place.toString()))) {
                if (!sha256(place).equals(artifact.sha256())) {
                    throw new LedgerException("the artifact " + place + " was altered: its SHA-256 is not "
                            + artifact.sha256() + " any more");
                }
                verified.put(place.toString(), fingerprint);
            }
            return place;
        } catch (IOException e) {
            throw new LedgerException("the artifact " + place + " can't be read: " + e.getMessage(), e);
        }
    }

    /** Says that a release that was kept is still waiting for its rollout to begin, so that nobody prunes its artifacts. */
    public void stillWanted(Release release) {
        try {
            for (Artifact artifact : release.artifacts()) {
                Files.setLastModifiedTime(folder.resolve(artifact.sha256()), FileTime.from(Instant.now()));
            }
        } catch (IOException e) {
            throw new LedgerException("an artifact in " + folder + " can't be held: " + e.getMessage(), e);
        }
    }

    /** Deletes all but the named contents, and what came in a short while ago. */
    void prune(Set<String> needed) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> contents = Files.newDirectoryStream(folder)) {
            for (Path content : contents) {
                if (!needed.contains(folder.relativize(content).toString()) && isOld(content)) {
                    delete(content);
                }
            }
        } catch (IOException e) {
            throw new LedgerException("artifacts in " + folder + " can't be pruned: " + e.getMessage(), e);
        }
    }

    private static boolean isOld(Path content) throws IOException {
        return Files.getLastModifiedTime(content)
                .toInstant()
                .isBefore(Instant.now().minus(YOUNG));
    }

    private static void delete(Path content) throws IOException {
        if (Files.isDirectory(content)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(content)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        }
        Files.delete(content);
    }

    private Path place(Artifact artifact) {
        return folder.resolve(artifact.sha256()).resolve(artifact.fileName());
    }

    private static String copyDurably(Path from, Path to) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(to), digest)) {
            Files.copy(from, out);
        }
        force(to, StandardOpenOption.WRITE);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Brings a file's content to the disk, or a folder's names. */
    private static void force(Path what, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(what, access)) {
            channel.force(true);
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
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
}
