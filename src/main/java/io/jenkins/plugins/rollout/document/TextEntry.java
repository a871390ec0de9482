package io.jenkins.plugins.rollout.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One line of a mapping of texts to texts. */
public record TextEntry(Node.Scalar key, Node.Scalar value) {
    /**
     * The lines of a mapping, without those whose value is no text.
     *
     * @param what it is, for messages
     */
    public static List<TextEntry> list(Node node, String what, Problems problems) {
        Values values = new Values(problems);
        List<TextEntry> list = new ArrayList<>();
        values.mapping(node, what).map(Node.Mapping::entries).orElse(List.of()).forEach(entry -> values.text(
                        entry.value(), Quote.of(entry.key().text()) + " in " + what)
                .ifPresent(value -> list.add(new TextEntry(entry.key(), value))));
        return list;
    }

    /** In the order of the file. */
    public static Map<String, String> toMap(List<TextEntry> entries) {
        Map<String, String> map = new LinkedHashMap<>();
        entries.forEach(entry -> map.put(entry.key().text(), entry.value().text()));
        return map;
    }
}
