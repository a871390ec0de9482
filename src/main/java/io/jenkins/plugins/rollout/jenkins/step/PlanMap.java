package io.jenkins.plugins.rollout.jenkins.step;

import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan as a pipeline's program sees it: plain maps and lists that survive a restart. */
final class PlanMap {
    private PlanMap() {}

    /** {@code [id:, service:, version:, action:, waves: [[number:, name:, environment:, action:, rollout:, instances: [NAME…]]…], warnings: [TEXT…]]}. */
    static Map<String, Object> of(Rollout rollout) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", rollout.id());
        map.put("service", rollout.plan().service());
        map.put("version", rollout.plan().version());
        map.put("action", rollout.plan().action().word());
        List<Object> waves = new ArrayList<>();
        rollout.plan().waves().forEach(wave -> waves.add(of(rollout.id(), wave)));
        map.put("waves", waves);
        map.put("warnings", new ArrayList<>(rollout.plan().warnings()));
        return map;
    }

    static Map<String, Object> of(String rollout, Wave wave) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rollout", rollout);
        map.put("number", wave.number());
        map.put("name", wave.name());
        map.put("environment", wave.environment());
        map.put("action", wave.action().word());
        map.put(
                "instances",
                new ArrayList<>(wave.placements().stream().map(Placement::name).toList()));
        return map;
    }
}
