package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Verdict;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found of instances that did not pass, by wave. For people; decisions don't read it. */
final class Findings {
    private final Map<Integer, Map<String, InstanceHealth>> notPassed = new HashMap<>();

    void apply(RolloutEvent event) {
        if (event instanceof RolloutEvent.InstanceFailed failed) {
            add(failed.wave(), new InstanceHealth(failed.instance(), Verdict.FAIL, failed.reason()));
        } else if (event instanceof RolloutEvent.InstanceReset reset) {
            of(reset.wave()).remove(reset.instance());
        } else if (event instanceof RolloutEvent.WaveJudged judged) {
            judged.health().stream()
                    .filter(health -> health.verdict() != Verdict.PASS)
                    .forEach(health -> add(judged.wave(), health));
        }
    }

    private void add(int wave, InstanceHealth health) {
        of(wave).put(health.instance(), health);
    }

    private Map<String, InstanceHealth> of(int wave) {
        return notPassed.computeIfAbsent(wave, number -> new LinkedHashMap<>());
    }

    List<InstanceHealth> notPassed(int wave) {
        return List.copyOf(notPassed.getOrDefault(wave, Map.of()).values());
    }
}
