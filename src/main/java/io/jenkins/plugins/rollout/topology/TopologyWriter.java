package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.YamlText;
import io.jenkins.plugins.rollout.topology.TopologyItem.Entries;
import io.jenkins.plugins.rollout.topology.TopologyItem.Entry;
import io.jenkins.plugins.rollout.topology.TopologyItem.Text;
import io.jenkins.plugins.rollout.topology.TopologyItem.Texts;
import io.jenkins.plugins.rollout.topology.TopologyItem.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a topology as people would: an item's keys below one another, lists and labels on one line. */
final class TopologyWriter {
    /** A name first, whatever the order that the items come in; any other key last. */
    private static final List<String> ORDER = List.of(
            "name",
            "customer",
            "customers",
            "environment",
            "environments",
            "after",
            "dependsOn",
            "ring",
            "timeZone",
            "url",
            "labels",
            "variables");

    private TopologyWriter() {}

    static String write(TopologyDocument document) {
        StringBuilder yaml = new StringBuilder();
        for (Section section : Section.values()) {
            List<TopologyItem> items = document.items(section);
            if (!items.isEmpty()) {
                yaml.append(section.key()).append(":\n");
                items.forEach(item -> append(item, yaml));
            }
        }
        return yaml.toString();
    }

    private static void append(TopologyItem item, StringBuilder yaml) {
        if (item.values().isEmpty()) {
            yaml.append("  - {}\n");
        }
        String indent = "  - ";
        List<Map.Entry<String, Value>> values = item.values().entrySet().stream()
                .sorted(Comparator.comparingInt(value -> position(value.getKey())))
                .toList();
        for (Map.Entry<String, Value> value : values) {
            yaml.append(indent).append(YamlText.of(value.getKey())).append(": ");
            yaml.append(text(value.getKey(), value.getValue())).append('\n');
            indent = "    ";
        }
    }

    private static int position(String key) {
        int position = ORDER.indexOf(key);
        return position < 0 ? ORDER.size() : position;
    }

    private static String text(String key, Value value) {
        if (value instanceof Text text) {
            return YamlText.of(text.text());
        }
        if (value instanceof Texts texts) {
            return texts.texts().stream().map(YamlText::of).collect(Collectors.joining(", ", "[", "]"));
        }
        List<Entry> entries = ((Entries) value).entries();
        // A customer's label may be named so itself.
        boolean wouldMislead = key.equals(CustomerChoice.KEY)
                && entries.stream().allMatch(entry -> entry.name().equals("where"));
        return wouldMislead ? "{where: " + mapping(entries) + "}" : mapping(entries);
    }

    private static String mapping(List<Entry> entries) {
        return entries.stream()
                .map(entry -> YamlText.of(entry.name()) + ": " + YamlText.of(entry.text()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
