package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Names;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of all things of one kind, each with the place where it was defined first. */
final class Definitions {
    /** Comparisons with known names: a large file full of typos must not cost the square of its size. */
    private static final int MOST_COMPARISONS = 200_000;

    private final String kind;
    private final Problems problems;
    private final Map<String, Location> places = new LinkedHashMap<>();
    private int comparisons;

    /** @param kind with its article: {@code an environment} */
    Definitions(String kind, Problems problems) {
        this.kind = kind;
        this.problems = problems;
    }

    /** Takes a name; reports it if it can't be one or is taken already. */
    boolean define(Scalar name) {
        String text = Names.check(name, kind, problems);
        Optional<Location> first = Optional.ofNullable(places.putIfAbsent(text, name.location()));
        first.ifPresent(place -> problems.error(name.location(), taken(name, place)));
        return first.isEmpty();
    }

    private String taken(Scalar name, Location first) {
        String named = kind + " named " + Quote.of(name.text());
        if (first.equals(name.location())) {
            return named
                    + " comes from here more than once; tell them apart, in a template by {customer} and {environment}";
        }
        return named + " stands at " + first + " already; give one of them another name";
    }

    /** Whether the name is known; reports it if not. */
    boolean knows(Scalar reference) {
        if (places.containsKey(reference.text())) {
            return true;
        }
        problems.error(
                reference.location(),
                "there is no " + kind.substring(kind.indexOf(' ') + 1) + " named " + Quote.of(reference.text())
                        + suggestion(reference.text()));
        return false;
    }

    /** The known ones among the references, each once. */
    List<String> known(List<Scalar> references) {
        return references.stream()
                .filter(this::knows)
                .map(Scalar::text)
                .distinct()
                .toList();
    }

    Map<String, Location> places() {
        return places;
    }

    private String suggestion(String text) {
        String guess = "";
        if (comparisons < MOST_COMPARISONS) {
            comparisons += places.size();
            guess = Suggestion.didYouMean(text, places.keySet());
        }
        return guess.isEmpty() ? "; define it, or name one that exists" : guess;
    }
}
