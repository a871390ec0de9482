package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Problems;
import java.util.Optional;

/** Reads one kind of source. A new kind is a class of this type and a line in
 * {@link SourceKinds}; one of another Jenkins plugin is brought by its {@code CheckDescriptor}. */
@FunctionalInterface
public interface SourceReader {
    /**
     * Reads what stands behind the kind's word, {@code {path: /health}} in {@code http: {path: /health}}.
     *
     * @return nothing if no source can be made of it; {@code problems} then has why
     */
    Optional<Source> read(Node node, Problems problems);
}
