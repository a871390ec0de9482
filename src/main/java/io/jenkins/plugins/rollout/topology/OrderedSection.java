package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Environments and services: named things that refer to others of their kind, and never in a circle. */
final class OrderedSection {
    private static final int LONGEST_SHOWN_CYCLE = 10;

    private final Keys keys;
    private final Problems problems;
    private final Definitions definitions;

    /**
     * @param section that lists the things
     * @param kind of one of them, with its article
     * @param reference the key of its references
     */
    record Keys(String section, String kind, String reference) {}

    /** @param references known names, each once */
    record Thing(String name, List<String> references) {}

    private record Draft(Scalar name, List<Scalar> references) {}

    OrderedSection(Keys keys, Problems problems) {
        this.keys = keys;
        this.problems = problems;
        this.definitions = new Definitions(keys.kind(), problems);
    }

    Definitions definitions() {
        return definitions;
    }

    List<Thing> read(Fields topology) {
        List<Draft> drafts = new ArrayList<>();
        for (Node item : topology.list(keys.section())) {
            Fields.of(item, keys.kind(), List.of("name", keys.reference()), problems)
                    .flatMap(this::draft)
                    .ifPresent(drafts::add);
        }
        List<Thing> things = drafts.stream()
                .map(draft -> new Thing(draft.name().text(), definitions.known(draft.references())))
                .toList();
        rejectCycles(drafts, things);
        return things;
    }

    private Optional<Draft> draft(Fields fields) {
        Optional<Scalar> name = fields.requiredText("name").filter(definitions::define);
        List<Scalar> references = fields.texts(keys.reference());
        return name.map(own -> new Draft(own, references));
    }

    private void rejectCycles(List<Draft> drafts, List<Thing> things) {
        Map<String, Draft> draftsByName = new LinkedHashMap<>();
        drafts.forEach(draft -> draftsByName.put(draft.name().text(), draft));
        Map<String, List<String>> references = new LinkedHashMap<>();
        things.forEach(thing -> references.put(thing.name(), thing.references()));
        Cycles.find(references, cycle -> {
            Draft last = draftsByName.get(cycle.get(cycle.size() - 1));
            problems.error(
                    placeOfReference(last, cycle.get(0)),
                    "'" + keys.reference() + "' leads in a circle: " + shown(cycle)
                            + "; take one of these references out");
        });
    }

    private static Location placeOfReference(Draft from, String to) {
        return from.references().stream()
                .filter(reference -> reference.text().equals(to))
                .map(Scalar::location)
                .findFirst()
                .orElse(from.name().location());
    }

    private static String shown(List<String> cycle) {
        String names = cycle.stream().limit(LONGEST_SHOWN_CYCLE).collect(Collectors.joining(" → "));
        int hidden = cycle.size() - LONGEST_SHOWN_CYCLE;
        return names + (hidden > 0 ? " → (" + hidden + " more)" : "") + " → " + cycle.get(0);
    }
}
