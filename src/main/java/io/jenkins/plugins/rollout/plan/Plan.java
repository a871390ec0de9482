package io.jenkins.plugins.rollout.plan;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The waves of a rollout, in order.
 *
 * @param version that it brings; for a rollback the versions that it goes back to
 * @param promotion for an environment those of the plan in which the release must be healthy first, for the same
 *     customer; empty where that is not asked for
 * @param warnings what the person who starts it should know first, a sentence each
 */
public record Plan(
        Action action,
        String service,
        String version,
        List<Wave> waves,
        Map<String, List<String>> promotion,
        List<String> warnings) {
    public Plan {
        waves = List.copyOf(waves);
        promotion = Map.copyOf(promotion);
        warnings = List.copyOf(warnings);
    }

    public Stream<Placement> placements() {
        return waves.stream().flatMap(wave -> wave.placements().stream());
    }

    /** How many instances were selected. */
    public int size() {
        return waves.stream().mapToInt(Wave::size).sum();
    }
}
