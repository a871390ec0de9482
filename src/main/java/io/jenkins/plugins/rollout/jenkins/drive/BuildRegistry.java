package io.jenkins.plugins.rollout.jenkins.drive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which build drove a rollout, and which builds have a release's artifacts: one small file each, kept right when jobs are
 * renamed or moved and builds deleted. The ledger's own words never change, and a build's name may.
 */
@Extension
public final class BuildRegistry {
    public static BuildRegistry get() {
        return ExtensionList.lookupSingleton(BuildRegistry.class);
    }

    private static Path rollouts() {
        return ControllerLedger.folder().resolve("builds");
    }

    private static Path releases() {
        return ControllerLedger.folder().resolve("releases");
    }

    /** What {@link #drivers} gave last; null when something has changed since. */
    @CheckForNull
    private Map<String, String> drivers;

    /**
     * Which build drove which rollout, whoever asks: a build's external id by the rollout's. Cheap: asked for whenever a
     * page is made. Those whose build was deleted are left out; those whose job was, are not.
     */
    public synchronized Map<String, String> drivers() {
        if (drivers == null) {
            Map<String, String> found = new HashMap<>();
            try (Stream<Path> files = Files.isDirectory(rollouts()) ? Files.list(rollouts()) : Stream.empty()) {
                for (Path file : files.toList()) {
                    read(file).stream()
                            .findFirst()
                            .ifPresent(build -> found.put(file.toFile().getName(), build));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the register " + rollouts() + " can't be read: " + e.getMessage(), e);
            }
            drivers = Map.copyOf(found);
        }
        return drivers;
    }

    /** Remembers that a build drives a rollout. */
    public synchronized void drives(Run<?, ?> build, String rollout) {
        drivers = null;
        write(rollouts().resolve(rollout), Set.of(build.getExternalizableId()));
    }

    /** Remembers that a build has the artifacts of a release in its archive. */
    public synchronized void has(Run<?, ?> build, Release release) {
        Path file = releases().resolve(key(release));
        Set<String> builds = new LinkedHashSet<>(read(file));
        if (builds.add(build.getExternalizableId())) {
            write(file, builds);
        }
    }

    /** The build that drove a rollout, whoever asks; nothing if it is gone. */
    public synchronized Optional<Run<?, ?>> driverOf(String rollout) {
        boolean isName = rollout.matches("[A-Za-z0-9._-]+") && !rollout.startsWith(".");
        return isName
                ? read(rollouts().resolve(rollout)).stream()
                        .flatMap(BuildRegistry::find)
                        .findFirst()
                : Optional.empty();
    }

    /** The builds that have a release's artifacts, whoever asks, the first one first; those that are gone left out. */
    public synchronized List<Run<?, ?>> having(Release release) {
        List<Run<?, ?>> found = new ArrayList<>();
        read(releases().resolve(key(release))).stream()
                .flatMap(BuildRegistry::find)
                .forEach(found::add);
        return found;
    }

    private static Stream<Run<?, ?>> find(String id) {
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            return Stream.ofNullable(Run.fromExternalizableId(id));
        }
    }

    private static String key(Release release) {
        List<String> parts = new ArrayList<>(List.of(release.service(), release.version()));
        release.artifacts().stream().map(Artifact::sha256).forEach(parts::add);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private synchronized void renamed(String oldName, String newName) {
        drivers = null;
        change(id -> id.startsWith(oldName + "#") ? newName + id.substring(oldName.length()) : id);
    }

    private synchronized void deleted(Run<?, ?> build) {
        drivers = null;
        String gone = build.getExternalizableId();
        change(id -> id.equals(gone) ? "" : id);
    }

    private interface Change {
        /** @return what the build's id is now; empty if there is no such build any more */
        String of(String id);
    }

    private static void change(Change change) {
        for (Path folder : List.of(rollouts(), releases())) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    List<String> before = read(file);
                    List<String> after = before.stream()
                            .map(change::of)
                            .filter(id -> !id.isEmpty())
                            .toList();
                    if (!after.equals(before)) {
                        write(file, after);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("the register " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static void write(Path file, Iterable<String> lines) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            try (AtomicFileWriter writer = new AtomicFileWriter(file, StandardCharsets.UTF_8)) {
                writer.write(String.join("\n", lines));
                writer.commit();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the register " + file + " can't be written: " + e.getMessage(), e);
        }
    }

    @Extension
    public static final class Jobs extends ItemListener {
        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            get().renamed(oldFullName, newFullName);
        }
    }

    @Extension
    public static final class Builds extends RunListener<Run<?, ?>> {
        @Override
        public void onDeleted(Run<?, ?> build) {
            get().deleted(build);
        }
    }
}
