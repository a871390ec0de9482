package io.jenkins.plugins.rollout.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses what a user meant by a name that does not exist. */
public final class Suggestion {
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private Suggestion() {}

    /** {@code ; did you mean 'uat'?}, or nothing when no known name is near. */
    public static String forName(String name, Collection<String> known) {
        return nearest(name, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }

    /** The nearest known name, if a few slips of the keyboard explain the difference. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        int tolerance = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= tolerance)
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String name, String candidate) {
        return DISTANCE.apply(name, candidate);
    }
}
