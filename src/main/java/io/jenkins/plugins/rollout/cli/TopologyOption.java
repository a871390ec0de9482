package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.topology.Topology;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --topology}, for every command that plans. */
final class TopologyOption {
    @Option(
            names = "--topology",
            paramLabel = "FILE",
            defaultValue = "topology.yaml",
            description = "What exists: environments, customers, services, instances (default: ${DEFAULT-VALUE}).")
    private Path file;

    Path file() {
        return file;
    }

    /** Reads it, and says what it warns of. */
    Topology read(Console console) {
        TopologyReader.Result result = TopologyReader.check(file);
        Topology topology = result.topology();
        result.problems().stream().map(Problem::toString).forEach(console::say);
        return topology;
    }
}
