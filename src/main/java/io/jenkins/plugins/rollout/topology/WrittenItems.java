package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.topology.TopologyItem.Entries;
import io.jenkins.plugins.rollout.topology.TopologyItem.Entry;
import io.jenkins.plugins.rollout.topology.TopologyItem.Text;
import io.jenkins.plugins.rollout.topology.TopologyItem.Texts;
import io.jenkins.plugins.rollout.topology.TopologyItem.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes items from the nodes of a file. */
final class WrittenItems {
    private WrittenItems() {}

    static List<TopologyItem> of(Node.Sequence list) {
        return list.items().stream()
                .filter(Node.Mapping.class::isInstance)
                .map(Node.Mapping.class::cast)
                .map(WrittenItems::item)
                .toList();
    }

    private static TopologyItem item(Node.Mapping mapping) {
        Map<String, Value> values = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> value(entry)
                .ifPresent(value -> values.put(entry.key().text(), value)));
        return new TopologyItem(values);
    }

    /** An empty list or mapping says as little as none. */
    private static Optional<Value> value(Node.Entry entry) {
        if (entry.value() instanceof Node.Scalar scalar) {
            return Optional.of(new Text(scalar.text()));
        }
        if (entry.value() instanceof Node.Sequence list) {
            return Optional.of(new Texts(texts(list)))
                    .filter(texts -> !texts.texts().isEmpty())
                    .map(Value.class::cast);
        }
        if (entry.value() instanceof Node.Mapping mapping) {
            boolean choosesCustomers = entry.key().text().equals(CustomerChoice.KEY);
            return Optional.of(new Entries(entries(choosesCustomers ? CustomerChoice.labelsOf(mapping) : mapping)))
                    .filter(entries -> !entries.entries().isEmpty())
                    .map(Value.class::cast);
        }
        return Optional.empty();
    }

    private static List<String> texts(Node.Sequence list) {
        return list.items().stream()
                .filter(Node.Scalar.class::isInstance)
                .map(item -> ((Node.Scalar) item).text())
                .toList();
    }

    private static List<Entry> entries(Node node) {
        List<Entry> entries = new ArrayList<>();
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                if (entry.value() instanceof Node.Scalar text) {
                    entries.add(new Entry(entry.key().text(), text.text()));
                }
            }
        }
        return entries;
    }
}
