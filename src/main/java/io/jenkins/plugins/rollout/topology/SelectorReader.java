package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.Range;
import io.jenkins.plugins.rollout.document.TextEntry;
import io.jenkins.plugins.rollout.document.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads which instances are chosen from the keys {@code customers} (all, names, or labels), {@code where} (labels) and
 * {@code rings}. Whether there are such customers is for those to say who know a topology.
 */
public final class SelectorReader {
    /** What {@link #read} looks at. */
    public static final List<String> KEYS = List.of(CustomerChoice.KEY, "where", "rings");

    private SelectorReader() {}

    /** A selector for all environments. */
    public static Selector read(Fields fields) {
        CustomerChoice choice = CustomerChoice.read(fields);
        Set<String> customers = new LinkedHashSet<>();
        List<TextEntry> labels = new ArrayList<>();
        if (choice instanceof CustomerChoice.Named named) {
            named.names().stream().map(Scalar::text).forEach(customers::add);
        } else if (choice instanceof CustomerChoice.Labelled labelled) {
            labels.addAll(labelled.labels());
        }
        fields.node("where")
                .ifPresent(node -> labels.addAll(Attributes.wantedLabels(node, "'where'", fields.problems())));
        return new Selector(Set.of(), customers, rings(fields), merged(labels, fields));
    }

    private static Map<String, String> merged(List<TextEntry> labels, Fields fields) {
        Map<String, String> merged = new LinkedHashMap<>();
        for (TextEntry label : labels) {
            String value = label.value().text();
            String other = merged.putIfAbsent(label.key().text(), value);
            if (other != null && !other.equals(value)) {
                fields.problems()
                        .error(
                                label.key().location(),
                                "the label " + Quote.of(label.key().text()) + " can't be both " + Quote.of(other)
                                        + " and " + Quote.of(value) + "; ask for one of them");
            }
        }
        return merged;
    }

    private static Set<Integer> rings(Fields fields) {
        Values values = new Values(fields.problems());
        Set<Integer> rings = new LinkedHashSet<>();
        for (Node item : fields.list("rings")) {
            values.integer(item, "an element of 'rings'", Range.atLeast(0)).ifPresent(rings::add);
        }
        boolean isEmptyList = fields.node("rings")
                .filter(node ->
                        node instanceof Node.Sequence list && list.items().isEmpty())
                .isPresent();
        if (isEmptyList) {
            fields.problems()
                    .error(fields.location("rings"), "'rings' chooses none; name some, or leave it out for all");
        }
        return rings;
    }
}
