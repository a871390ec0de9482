package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import io.jenkins.plugins.rollout.source.Addresses;
import java.nio.file.Path;

/** Reads the rollout file that a command is given, and sees that its checks know whom to ask from here. */
final class RolloutFile {
    private RolloutFile() {}

    /** @throws io.jenkins.plugins.rollout.document.InvalidInputException naming everything that is wrong */
    static RolloutSpec read(Path file) {
        RolloutSpec spec = RolloutSpecReader.read(file);
        Problems problems = new Problems();
        Addresses.ofVariables(System.getenv())
                .missing(spec.gate().checks().stream().map(Check::source))
                .forEach(missing -> problems.error(Location.of(file), missing));
        problems.throwIfErrors();
        return spec;
    }
}
