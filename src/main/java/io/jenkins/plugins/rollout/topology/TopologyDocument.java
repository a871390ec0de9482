package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.YamlReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A topology as it is written, item by item, templates as templates; for editing it. Each change gives a new document.
 * Nothing is checked here: {@link TopologyReader} checks the text that it makes.
 */
public final class TopologyDocument {
    public static final TopologyDocument EMPTY = new TopologyDocument(new EnumMap<>(Section.class));

    /** Where other items refer to the things of a section by name. */
    private static final Map<Section, List<Reference>> REFERENCES = Map.of(
            Section.ENVIRONMENTS,
            List.of(
                    new Reference(Section.ENVIRONMENTS, "after"),
                    new Reference(Section.INSTANCES, "environment"),
                    new Reference(Section.INSTANCE_TEMPLATES, "environments")),
            Section.CUSTOMERS,
            List.of(
                    new Reference(Section.INSTANCES, "customer"),
                    new Reference(Section.INSTANCE_TEMPLATES, "customers")),
            Section.SERVICES,
            List.of(new Reference(Section.SERVICES, "dependsOn")));

    private final Map<Section, List<TopologyItem>> items;

    private record Reference(Section from, String key) {}

    private TopologyDocument(Map<Section, List<TopologyItem>> items) {
        this.items = items;
    }

    /** The items of a valid topology's text. Of another text, what can be made out. */
    public static TopologyDocument of(String text) {
        TopologyDocument document = EMPTY;
        Optional<Node> root = YamlReader.read("", text, new Problems());
        if (root.isPresent() && root.get() instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                Optional<Section> section = Section.ofKey(entry.key().text());
                if (section.isPresent() && entry.value() instanceof Node.Sequence list) {
                    document = document.with(section.get(), WrittenItems.of(list));
                }
            }
        }
        return document;
    }

    public List<TopologyItem> items(Section section) {
        return items.getOrDefault(section, List.of());
    }

    public Optional<TopologyItem> item(Section section, String name) {
        return items(section).stream().filter(item -> item.name().equals(name)).findFirst();
    }

    /** Where the item of that name stands in its section, from 0; -1 if there is none. */
    public int indexOf(Section section, String name) {
        return items(section).stream().map(TopologyItem::name).toList().indexOf(name);
    }

    /** With these items in place of all that the section has. */
    public TopologyDocument with(Section section, List<TopologyItem> all) {
        Map<Section, List<TopologyItem>> changed = new EnumMap<>(Section.class);
        changed.putAll(items);
        changed.put(section, List.copyOf(all));
        return new TopologyDocument(changed);
    }

    /** With one more item, behind the others. */
    public TopologyDocument plus(Section section, TopologyItem item) {
        List<TopologyItem> all = new ArrayList<>(items(section));
        all.add(item);
        return with(section, all);
    }

    /** With another item in the place of the one of that name. If its name is another, what refers to it follows. */
    public TopologyDocument replace(Section section, String name, TopologyItem item) {
        List<TopologyItem> all = new ArrayList<>(items(section));
        all.set(indexOf(section, name), item);
        TopologyDocument replaced = with(section, all);
        return item.name().equals(name) ? replaced : replaced.follow(section, name, item.name());
    }

    public TopologyDocument without(Section section, String name) {
        return with(
                section,
                items(section).stream()
                        .filter(item -> !item.name().equals(name))
                        .toList());
    }

    private TopologyDocument follow(Section section, String from, String to) {
        TopologyDocument following = this;
        for (Reference reference : REFERENCES.getOrDefault(section, List.of())) {
            following = following.with(
                    reference.from(),
                    following.items(reference.from()).stream()
                            .map(item -> item.withReference(reference.key(), from, to))
                            .toList());
        }
        return following;
    }

    /** Whether both say the same, however they are written. */
    public boolean saysTheSameAs(TopologyDocument other) {
        for (Section section : Section.values()) {
            if (!items(section).equals(other.items(section))) {
                return false;
            }
        }
        return true;
    }

    /** As the text of a topology file. */
    public String toYaml() {
        return TopologyWriter.write(this);
    }
}
