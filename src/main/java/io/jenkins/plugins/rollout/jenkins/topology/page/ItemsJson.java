package io.jenkins.plugins.rollout.jenkins.topology.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.TopologyDocument;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import io.jenkins.plugins.rollout.topology.TopologyItem.Text;
import io.jenkins.plugins.rollout.topology.TopologyItem.Texts;
import io.jenkins.plugins.rollout.topology.TopologyItem.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The items of a section as the page's script lists them: {@code {"columns":[TITLE,…],"rows":[[NAME,CELL,…],…]}}. */
final class ItemsJson {
    private record Column(String title, String key) {}

    private static final Map<Section, List<Column>> COLUMNS = Map.of(
            Section.ENVIRONMENTS,
            List.of(new Column("After", "after")),
            Section.CUSTOMERS,
            List.of(new Column("Ring", "ring"), new Column("Time zone", "timeZone"), new Column("Labels", "labels")),
            Section.SERVICES,
            List.of(new Column("Depends on", "dependsOn")),
            Section.INSTANCES,
            List.of(
                    new Column("Customer", "customer"),
                    new Column("Environment", "environment"),
                    new Column("URL", "url"),
                    new Column("Labels", "labels")),
            Section.INSTANCE_TEMPLATES,
            List.of(
                    new Column("Customers", "customers"),
                    new Column("Environments", "environments"),
                    new Column("URL", "url")));

    private ItemsJson() {}

    static ObjectNode of(TopologyDocument document, Section section) {
        ObjectNode list = Json.MAPPER.createObjectNode();
        ArrayNode titles = list.putArray("columns").add("Name");
        COLUMNS.get(section).forEach(column -> titles.add(column.title()));
        ArrayNode rows = list.putArray("rows");
        for (TopologyItem item : document.items(section)) {
            ArrayNode row = rows.addArray().add(item.name());
            COLUMNS.get(section)
                    .forEach(column -> row.add(
                            item.value(column.key()).map(ItemsJson::text).orElse("")));
        }
        return list;
    }

    private static String text(Value value) {
        if (value instanceof Text text) {
            return text.text();
        }
        if (value instanceof Texts texts) {
            return String.join(", ", texts.texts());
        }
        return ((TopologyItem.Entries) value)
                .entries().stream()
                        .map(entry -> entry.name() + "=" + entry.text())
                        .collect(Collectors.joining(", "));
    }
}
