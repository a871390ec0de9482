package io.jenkins.plugins.rollout.jenkins.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import java.util.List;
import java.util.Map;

/** What a step was called with, as the text of a rollout file: one reader checks both, with the same words. */
final class SpecText {
    private static final JsonMapper JSON = new JsonMapper();

    private SpecText() {}

    static void putUnlessEmpty(Map<String, Object> section, String key, String value) {
        if (!value.isEmpty()) {
            section.put(key, value);
        }
    }

    static void putUnless(int usual, Map<String, Object> section, String key, int value) {
        if (value != usual) {
            section.put(key, value);
        }
    }

    static void putIfTrue(Map<String, Object> section, String key, boolean value) {
        if (value) {
            section.put(key, true);
        }
    }

    /**
     * Reads what a step was called with.
     *
     * @param document in the shape of a rollout file, without {@code deploy}
     * @throws InvalidInputException with every problem; lines and columns, which nobody has written, left out
     */
    static RolloutSpec read(Map<String, Object> document) {
        return read(write(document));
    }

    static String write(Map<String, Object> document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("maps, lists and texts can be written", e);
        }
    }

    /** Reads again what {@link #read(Map)} has made: {@code source().text()} of it. */
    static RolloutSpec read(String text) {
        try {
            return RolloutSpecReader.read(new RolloutSpec.Source("planRollout", ControllerLedger.folder(), text));
        } catch (InvalidInputException e) {
            throw withoutPlaces(e.problems());
        }
    }

    /** @throws InvalidInputException if there is an error among them */
    static void throwWithoutPlaces(Problems problems) {
        if (problems.hasErrors()) {
            throw withoutPlaces(problems.list());
        }
    }

    private static InvalidInputException withoutPlaces(List<Problem> problems) {
        return new InvalidInputException(problems.stream()
                .map(problem -> Problem.error(Location.UNKNOWN, problem.message()))
                .toList());
    }
}
