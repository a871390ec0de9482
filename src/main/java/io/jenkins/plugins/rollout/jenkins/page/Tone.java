package io.jenkins.plugins.rollout.jenkins.page;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The colour of a state, by the name that theme.css has for it. The same as in states.js. */
final class Tone {
    /** In the order in which a matrix's parts are told. */
    static final List<String> ALL = List.of("good", "active", "back", "attention", "bad", "idle");

    private static final Map<String, List<String>> STATES = Map.of(
            "active", List.of("deploying", "verifying", "running", "baking", "judging"),
            "attention", List.of("held", "inconclusive", "partial", "aborted"),
            "back", List.of("rolling-back", "rolled-back"),
            "bad", List.of("unhealthy", "failed", "rollback-failed", "fail", "error"),
            "good", List.of("healthy", "passed", "succeeded", "pass"));

    private static final Map<String, String> BY_STATE = STATES.entrySet().stream()
            .flatMap(tone -> tone.getValue().stream().map(state -> Map.entry(state, tone.getKey())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Tone() {}

    static String of(String state) {
        return BY_STATE.getOrDefault(state, "idle");
    }
}
