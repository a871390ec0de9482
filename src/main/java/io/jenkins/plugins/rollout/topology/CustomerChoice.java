package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Mapping;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Node.Sequence;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.TextEntry;
import java.util.List;

/** What stands under {@code customers} where some of them are chosen: {@code all}, their names, or labels. */
sealed interface CustomerChoice {
    String KEY = "customers";

    record All() implements CustomerChoice {}

    record Named(List<Scalar> names) implements CustomerChoice {}

    record Labelled(List<TextEntry> labels) implements CustomerChoice {}

    /** All unless said otherwise. An empty choice is refused: it hardly means that everyone was meant. */
    static CustomerChoice read(Fields fields) {
        return fields.node(KEY).map(node -> read(node, fields)).orElse(new All());
    }

    private static CustomerChoice read(Node node, Fields fields) {
        if (node instanceof Mapping mapping) {
            return new Labelled(Attributes.wantedLabels(labelsOf(mapping), "'customers'", fields.problems()));
        }
        if (node instanceof Sequence names) {
            if (names.items().isEmpty()) {
                fields.problems().error(names.location(), "'customers' chooses nobody; write all, names, or labels");
            }
            return new Named(fields.texts(KEY));
        }
        if (node instanceof Scalar word && !word.text().equals("all")) {
            fields.problems()
                    .error(
                            word.location(),
                            "'customers' must be all, a list of names, or labels, is " + Quote.of(word.text())
                                    + "; put a single name in brackets");
        }
        return new All();
    }

    /** The labels may stand under {@code where}, as elsewhere, or right here. */
    static Node labelsOf(Mapping mapping) {
        boolean onlyWhere = mapping.entries().size() == 1
                && mapping.entries().get(0).key().text().equals("where");
        return onlyWhere ? mapping.entries().get(0).value() : mapping;
    }
}
