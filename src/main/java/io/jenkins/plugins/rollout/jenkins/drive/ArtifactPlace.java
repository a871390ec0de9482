package io.jenkins.plugins.rollout.jenkins.drive;

import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Release;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where on an agent a release's artifact lies: beside the workspace, under its checksum, so that none is taken for another. */
final class ArtifactPlace {
    private static final Pattern PATH = Pattern.compile(".*[/\\\\]rollout[/\\\\]([0-9a-f]{64})[/\\\\][^/\\\\]+");

    private ArtifactPlace() {}

    /**
     * The path that a process with this environment is told.
     *
     * @return nothing if the release has no artifact, or if there is no workspace
     */
    static Optional<String> of(Map<String, String> environment, Release release) {
        return release.artifact().flatMap(artifact -> folder(environment).map(folder -> path(folder, artifact)));
    }

    private static Optional<String> folder(Map<String, String> environment) {
        Optional<String> temporary = Optional.ofNullable(environment.get("WORKSPACE_TMP"));
        return temporary.or(
                () -> Optional.ofNullable(environment.get("WORKSPACE")).map(folder -> folder + "@tmp"));
    }

    private static String path(String folder, Artifact artifact) {
        String separator = isWindows(folder) ? "\\" : "/";
        return String.join(separator, folder, "rollout", artifact.sha256(), artifact.fileName());
    }

    private static boolean isWindows(String path) {
        return !path.startsWith("/") && path.contains("\\");
    }

    /** The checksum in a path that {@link #of} has made. */
    static Optional<String> checksum(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
