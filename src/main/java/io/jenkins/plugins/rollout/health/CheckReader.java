package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Problems;
import java.util.Optional;

/** Reads one kind of check. A new kind is a class of this type and a line in {@link GateReader}. */
@FunctionalInterface
interface CheckReader {
    /**
     * Reads what stands behind the kind's word, {@code {path: /health}} in {@code http: {path: /health}}.
     *
     * @return nothing if no check can be made of it; {@code problems} then has why
     */
    Optional<Check> read(Node node, Problems problems);
}
