package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.YamlReader;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says which item, and which key of it, stands at a place of a topology's text, so that a form can show a problem there. */
public final class ItemPlaces {
    private static final Comparator<Location> BY_PLACE =
            Comparator.comparingInt(Location::line).thenComparingInt(Location::column);

    private final TreeMap<Location, ItemPlace> places = new TreeMap<>(BY_PLACE);

    /**
     * An item's value.
     *
     * @param index of the item in its section, from 0
     * @param key empty if it is the item as a whole
     */
    public record ItemPlace(Section section, int index, String name, String key) {}

    private ItemPlaces() {}

    /** @param text as a {@link TopologyDocument} writes it: an alias would stand at two places */
    public static ItemPlaces of(String text) {
        ItemPlaces places = new ItemPlaces();
        Optional<Node> root = YamlReader.read("", text, new Problems());
        if (root.isPresent() && root.get() instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                Optional<Section> section = Section.ofKey(entry.key().text());
                if (section.isPresent() && entry.value() instanceof Node.Sequence list) {
                    places.addAll(section.get(), list);
                }
            }
        }
        return places;
    }

    private void addAll(Section section, Node.Sequence list) {
        for (int i = 0; i < list.items().size(); i++) {
            if (list.items().get(i) instanceof Node.Mapping item) {
                add(section, i, item);
            }
        }
    }

    private void add(Section section, int index, Node.Mapping item) {
        String name = item.entries().stream()
                .filter(entry -> entry.key().text().equals("name") && entry.value() instanceof Node.Scalar)
                .map(entry -> ((Node.Scalar) entry.value()).text())
                .findFirst()
                .orElse("");
        places.put(item.location(), new ItemPlace(section, index, name, ""));
        item.entries()
                .forEach(entry -> places.put(
                        entry.value().location(),
                        new ItemPlace(section, index, name, entry.key().text())));
    }

    /** What stands there; nothing if it is before the first item. */
    public Optional<ItemPlace> at(Location location) {
        return Optional.ofNullable(places.floorEntry(location)).map(Map.Entry::getValue);
    }
}
