package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Names;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.ledger.ArtifactStore;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Release;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Option;

/** {@code --version} and {@code --build}: which release of the service that the rollout file names. */
final class ReleaseOption {
    private static final int LONGEST = 128;

    @Option(
            names = "--version",
            required = true,
            paramLabel = "VERSION",
            description = "The version to bring; commands see it as ROLLOUT_VERSION.")
    private String version;

    @Option(
            names = "--build",
            paramLabel = "BUILD",
            defaultValue = "",
            description = "What made it, such as billing/main#17; kept with the release.")
    private String build;

    /** The release, its artifact kept in the store. */
    Release keep(RolloutSpec spec, ArtifactStore store) {
        return release(spec, version, build, store::keep);
    }

    /** The release, its artifact only looked at. */
    Release describe(RolloutSpec spec) {
        return release(spec, version, build, ArtifactStore::describe);
    }

    /**
     * A release of the service that a rollout file names.
     *
     * @param reader makes the artifact of its file and its path as the rollout file has it
     */
    static Release release(RolloutSpec spec, String version, String build, BiFunction<Path, String, Artifact> reader) {
        checkName("--version", version);
        if (!build.isEmpty()) {
            checkName("--build", build);
        }
        if (spec.artifact().isEmpty()) {
            return new Release(spec.service(), version, List.of(), build);
        }
        Path file = spec.source().folder().resolve(spec.artifact());
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(List.of(Problem.error(
                    new Location(spec.source().file(), 0, 0),
                    "the artifact " + file + " is not there; build it first, or mend 'artifact'")));
        }
        return new Release(spec.service(), version, List.of(reader.apply(file, spec.artifact())), build);
    }

    private static void checkName(String option, String name) {
        if (name.isBlank() || name.length() > LONGEST || Names.hasControlCharacters(name)) {
            throw new InvalidInputException(
                    option + " must be 1 to " + LONGEST + " characters, and no control characters such as new lines");
        }
    }
}
