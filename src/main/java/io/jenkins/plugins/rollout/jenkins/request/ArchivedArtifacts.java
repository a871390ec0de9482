package io.jenkins.plugins.rollout.jenkins.request;

import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRegistry;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Release;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.util.VirtualFile;

/** Says whether the artifacts that a plan needs still lie in the archives of the builds that made them. */
final class ArchivedArtifacts {
    /** Whoever waits for an answer to a click waits no longer; a step verifies each file again before it is used. */
    private static final long SECONDS_TO_READ = 10;

    private ArchivedArtifacts() {}

    /** How closely to look. */
    enum Look {
        /** Is it there, and as long as it should be? Costs next to nothing, whatever its size. */
        BRIEFLY,
        /** Reads it, within a few seconds, and compares its checksum. */
        THOROUGHLY
    }

    /** A sentence for each release of a plan that can't be fetched as it was. */
    static List<String> problems(Plan plan, Look look) {
        List<Release> releases = plan.placements()
                .map(Placement::release)
                .filter(release -> !release.isNone())
                .distinct()
                .toList();
        List<String> problems = new ArrayList<>();
        for (Release release : releases) {
            problem(release, look).ifPresent(problems::add);
        }
        return problems;
    }

    /** What is wrong with a release's artifacts, a sentence; nothing if all is well or it has none. */
    static Optional<String> problem(Release release, Look look) {
        if (release.artifacts().isEmpty()) {
            return Optional.empty();
        }
        List<Run<?, ?>> builds = BuildRegistry.get().having(release);
        if (builds.isEmpty()) {
            return Optional.of("the build that made " + release.version() + " is gone, and its artifact with it: "
                    + "a deployment that needs ROLLOUT_ARTIFACT will fail");
        }
        String last = "";
        for (Run<?, ?> build : builds) {
            last = problem(release, build, look);
            if (last.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(last);
    }

    private static String problem(Release release, Run<?, ?> build, Look look) {
        for (Artifact artifact : release.artifacts()) {
            String what = "the artifact " + artifact.fileName() + " of " + release.version() + " in "
                    + (build.getParent().hasPermission(Item.READ) ? build.getFullDisplayName() : "another job");
            try {
                VirtualFile file = build.getArtifactManager().root().child(artifact.path());
                if (!file.isFile()) {
                    return what + " is gone: a deployment that needs ROLLOUT_ARTIFACT will fail";
                }
                boolean isAltered =
                        file.length() != artifact.size() || look == Look.THOROUGHLY && isAltered(file, artifact);
                if (isAltered) {
                    return what + " was altered: a deployment that needs ROLLOUT_ARTIFACT will fail";
                }
            } catch (IOException e) {
                return what + " can't be read: " + e.getMessage();
            }
        }
        return "";
    }

    /** False, too, where it takes too long to tell. */
    private static boolean isAltered(VirtualFile file, Artifact artifact) throws IOException {
        Future<String> reading = Computer.threadPoolForRemoting.submit(() -> sha256(file));
        try {
            return !reading.get(SECONDS_TO_READ, TimeUnit.SECONDS).equals(artifact.sha256());
        } catch (TimeoutException e) {
            reading.cancel(true);
            return false;
        } catch (InterruptedException e) {
            reading.cancel(true);
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static String sha256(VirtualFile file) throws IOException {
        try (InputStream in = file.open()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("interrupted");
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
