package io.jenkins.plugins.rollout.library;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code planRollout} was called with, read as a rollout file. */
final class GivenSpec {
    private GivenSpec() {}

    private static final List<String> GATE =
            List.of("checks", "samples", "interval", "alpha", "onInconclusive", "background", "score");

    /** @throws io.jenkins.plugins.rollout.document.InvalidInputException with every problem */
    static RolloutSpec read(Map<String, Object> given, Path folder) {
        Map<String, Object> document = new LinkedHashMap<>(given);
        List.of("version", "fromAgent", "reason", "maxParallel").forEach(document::remove);
        document.keySet().removeAll(GATE);
        document.put(
                "environments",
                given.get("environments") instanceof List<?> list ? list : List.of(given.get("environments")));
        Map<String, Object> strategy = new LinkedHashMap<>();
        strategy.put("maxParallel", given.getOrDefault("maxParallel", 10_000));
        if (given.get("strategy") instanceof Map<?, ?> section) {
            section.forEach((key, value) -> strategy.put(key.toString(), value));
        } else {
            strategy.put("allAtOnce", Map.of());
        }
        document.put("strategy", strategy);
        Map<String, Object> gate = new LinkedHashMap<>();
        for (String name : GATE) {
            if (given.containsKey(name)) {
                gate.put(name, given.get(name));
            }
        }
        if (!gate.isEmpty()) {
            document.put("gate", gate);
        }
        try {
            String text = new JsonMapper().writeValueAsString(document);
            return RolloutSpecReader.read(new RolloutSpec.Source("planRollout", folder, text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("maps, lists and texts can be written", e);
        }
    }
}
