package io.jenkins.plugins.rollout.jenkins.topology.casc;

import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.casc.model.Mapping;
import io.jenkins.plugins.casc.model.Sequence;
import io.jenkins.plugins.casc.model.Source;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.document.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Configuration as Code's nodes as the text of a topology, for its reader; every value on a line of its own, so that a
 * problem in this text leads back to the line of the configuration.
 */
final class NodeText {
    private final ConfigurationContext context;
    private final StringBuilder text = new StringBuilder();
    private final List<Optional<Source>> sources = new ArrayList<>();

    private NodeText(ConfigurationContext context) {
        this.context = context;
    }

    static NodeText of(CNode node, ConfigurationContext context) {
        NodeText written = new NodeText(context);
        written.append(node, "", Optional.empty());
        return written;
    }

    String text() {
        return text.toString();
    }

    /** {@code jenkins.yaml:12: there is no …}, as far as the place is known. */
    String told(Problem problem) {
        int line = problem.location().line();
        Optional<Source> source = line >= 1 && line <= sources.size() ? sources.get(line - 1) : Optional.empty();
        return source.map(place -> place + ": ").orElse("") + problem.message();
    }

    /** @param around where the nearest node is that knows its place */
    private void append(CNode node, String indent, Optional<Source> around) {
        Optional<Source> here = Optional.ofNullable(node).map(CNode::getSource).or(() -> around);
        if (node instanceof Mapping mapping && !mapping.isEmpty()) {
            // The order of keys is lost already.
            for (Map.Entry<String, CNode> entry : new TreeMap<>(mapping).entrySet()) {
                line(indent + YamlText.of(entry.getKey()) + ":", place(entry.getValue(), here));
                append(entry.getValue(), indent + " ", here);
            }
        } else if (node instanceof Sequence sequence && !sequence.isEmpty()) {
            for (CNode item : sequence) {
                line(indent + "-", place(item, here));
                append(item, indent + " ", here);
            }
        } else {
            line(indent + scalar(node), here);
        }
    }

    private static Optional<Source> place(CNode node, Optional<Source> around) {
        return Optional.ofNullable(node).map(CNode::getSource).or(() -> around);
    }

    private String scalar(CNode node) {
        if (node == null) {
            return "null";
        }
        return switch (node.getType()) {
            case MAPPING -> "{}";
            case SEQUENCE -> "[]";
            case SCALAR -> YamlText.of(value(node));
        };
    }

    private String value(CNode node) {
        try {
            return context.getSecretSourceResolver().resolve(node.asScalar().getValue());
        } catch (ConfiguratorException e) {
            throw ConfiguratorException.from(node, e.getErrorMessage(), e);
        }
    }

    private void line(String line, Optional<Source> source) {
        text.append(line).append('\n');
        sources.add(source);
    }
}
