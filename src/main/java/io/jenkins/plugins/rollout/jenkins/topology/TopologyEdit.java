package io.jenkins.plugins.rollout.jenkins.topology;

import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.topology.ItemPlaces;
import io.jenkins.plugins.rollout.topology.ItemPlaces.ItemPlace;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.TopologyDocument;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A change to one item of the topology: the text that comes of it, and what the reader says to that, told by item. */
public final class TopologyEdit {
    /** Lines of a text that the author of an edit has never seen say nothing to them. */
    private static final Pattern PLACE =
            Pattern.compile(Pattern.quote(TopologyConfiguration.FILE) + ":([0-9]+):([0-9]+)");

    private final String yaml;
    private final Section section;
    private final int index;

    private TopologyEdit(TopologyDocument changed, Section section, int index) {
        this.yaml = changed.toYaml();
        this.section = section;
        this.index = index;
    }

    public static TopologyEdit add(TopologyDocument document, Section section, TopologyItem item) {
        return new TopologyEdit(
                document.plus(section, item), section, document.items(section).size());
    }

    /** @param name of an item that is there */
    public static TopologyEdit replace(TopologyDocument document, Section section, String name, TopologyItem item) {
        return new TopologyEdit(document.replace(section, name, item), section, document.indexOf(section, name));
    }

    public static TopologyEdit remove(TopologyDocument document, Section section, String name) {
        return new TopologyEdit(document.without(section, name), section, -1);
    }

    public String yaml() {
        return yaml;
    }

    /** All of them, warnings included; an edit with errors can't be saved. */
    public List<EditProblem> problems() {
        List<Problem> problems =
                TopologyReader.check(TopologyConfiguration.FILE, yaml).problems();
        if (problems.isEmpty()) {
            return List.of();
        }
        ItemPlaces places = ItemPlaces.of(yaml);
        return problems.stream().map(problem -> told(problem, places)).toList();
    }

    private EditProblem told(Problem problem, ItemPlaces places) {
        String message = PLACE.matcher(problem.message())
                .replaceAll(found -> Matcher.quoteReplacement(
                        places.at(location(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))))
                                .map(TopologyEdit::name)
                                .orElse(found.group())));
        Optional<ItemPlace> place = places.at(problem.location());
        boolean isHere = place.filter(found -> found.section() == section && found.index() == index)
                .isPresent();
        String elsewhere = isHere ? "" : place.map(TopologyEdit::name).orElse("the topology as a whole");
        String key = place.filter(found -> isHere).map(ItemPlace::key).orElse("");
        return new EditProblem(problem.isError(), key, elsewhere, message);
    }

    private static Location location(int line, int column) {
        return new Location(TopologyConfiguration.FILE, line, column);
    }

    private static String name(ItemPlace place) {
        String item = "the " + place.section().singular() + " " + Quote.of(place.name());
        return place.key().isEmpty() || place.key().equals("name") ? item : item + " (" + place.key() + ")";
    }
}
