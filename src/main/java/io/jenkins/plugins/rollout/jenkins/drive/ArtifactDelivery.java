package io.jenkins.plugins.rollout.jenkins.drive;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Release;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import jenkins.util.VirtualFile;

/**
 * Brings a release's artifact from the archive of a build that has it to an agent, and believes nothing but its checksum,
 * taken there.
 */
public final class ArtifactDelivery {
    /** One at a time for each folder of an agent: the branches of a wave ask for the same file at the same time. */
    private static final List<Object> LOCKS =
            Stream.generate(Object::new).limit(64).toList();

    private ArtifactDelivery() {}

    /**
     * Sees to it that the artifact is there, unaltered. Costs little if it is.
     *
     * @param environment that tells the workspace
     * @param workspace on the agent in question
     */
    public static void toWorkspace(Release release, Map<String, String> environment, FilePath workspace)
            throws IOException, InterruptedException {
        String path = ArtifactPlace.of(environment, release).orElse("");
        if (!path.isEmpty()) {
            to(new FilePath(workspace.getChannel(), path), release);
        }
    }

    /** @throws AbortException if no build has it, or none as it was */
    static void to(FilePath target, Release release) throws IOException, InterruptedException {
        Artifact artifact = release.artifact().orElseThrow();
        if (isThere(target, artifact)) {
            return;
        }
        FilePath folder = Objects.requireNonNull(target.getParent(), "an artifact lies in a folder");
        synchronized (LOCKS.get(Math.floorMod(folder.hashCode(), LOCKS.size()))) {
            if (!isThere(target, artifact)) {
                fetch(target, folder, release, artifact);
            }
        }
    }

    private static boolean isThere(FilePath target, Artifact artifact) throws IOException, InterruptedException {
        return target.act(new ArtifactFile.IsThere(artifact.size(), artifact.sha256()));
    }

    private static void fetch(FilePath target, FilePath folder, Release release, Artifact artifact)
            throws IOException, InterruptedException {
        List<String> altered = new ArrayList<>();
        folder.act(new ArtifactFile.MakeRoom());
        for (Run<?, ?> build : BuildRegistry.get().having(release)) {
            VirtualFile archived = build.getArtifactManager().root().child(artifact.path());
            if (archived.isFile()) {
                FilePath arriving = folder.child(ArtifactFile.ARRIVING + UUID.randomUUID());
                try (InputStream content = archived.open()) {
                    arriving.copyFrom(content);
                }
                ArtifactFile.Settle settle =
                        new ArtifactFile.Settle(target.getName(), artifact.size(), artifact.sha256());
                if (arriving.act(settle)) {
                    return;
                }
                altered.add(build.getFullDisplayName());
            }
        }
        throw new AbortException(
                altered.isEmpty() ? gone(release, artifact) : altered(release, artifact, String.join(", ", altered)));
    }

    private static String gone(Release release, Artifact artifact) {
        return "the artifact '" + artifact.path() + "' of " + describe(release) + " is gone: no build has it any more"
                + madeBy(release) + "; build it again, or bring another version";
    }

    private static String altered(Release release, Artifact artifact, String builds) {
        return "the artifact '" + artifact.path() + "' of " + describe(release) + " was altered: what " + builds
                + " has archived is not the file with the SHA-256 " + artifact.sha256()
                + "; build it again, or bring another version";
    }

    private static String describe(Release release) {
        return release.service() + " " + release.version();
    }

    private static String madeBy(Release release) {
        return release.build().isEmpty() ? "" : " (it was made by " + release.build() + ")";
    }
}
