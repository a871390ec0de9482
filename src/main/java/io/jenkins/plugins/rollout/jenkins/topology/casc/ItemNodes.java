package io.jenkins.plugins.rollout.jenkins.topology.casc;

import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.casc.model.Mapping;
import io.jenkins.plugins.casc.model.Scalar;
import io.jenkins.plugins.casc.model.Sequence;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import io.jenkins.plugins.rollout.topology.TopologyItem.Entries;
import io.jenkins.plugins.rollout.topology.TopologyItem.Text;
import io.jenkins.plugins.rollout.topology.TopologyItem.Texts;
import io.jenkins.plugins.rollout.topology.TopologyItem.Value;

/** Items as Configuration as Code's nodes. */
final class ItemNodes {
    private final ConfigurationContext context;

    private ItemNodes(ConfigurationContext context) {
        this.context = context;
    }

    static CNode of(TopologyItem item, ConfigurationContext context) {
        ItemNodes nodes = new ItemNodes(context);
        Mapping mapping = new Mapping();
        item.values().forEach((key, value) -> mapping.put(key, nodes.node(value)));
        return mapping;
    }

    private CNode node(Value value) {
        if (value instanceof Text text) {
            return scalar(text.text());
        }
        if (value instanceof Texts texts) {
            Sequence sequence = new Sequence();
            texts.texts().forEach(text -> sequence.add(scalar(text)));
            return sequence;
        }
        Mapping mapping = new Mapping();
        ((Entries) value).entries().forEach(entry -> mapping.put(entry.name(), scalar(entry.text())));
        return mapping;
    }

    /** So that a text that looks like a reference to a secret stays the text that it is. */
    private Scalar scalar(String text) {
        Scalar scalar = new Scalar(context.getSecretSourceResolver().encode(text));
        scalar.setPrintableWhenEmpty(true);
        return scalar;
    }
}
