package io.jenkins.plugins.rollout.jenkins.step;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.rollout.InstanceProgress;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of the instances that a step had, as a pipeline's program sees it: plain maps and lists that survive a restart. */
final class WaveResult {
    private WaveResult() {}

    /**
     * {@code [rollout:, wave:, deployed: [NAME…], failed: [[name:, reason:]…], skipped: [NAME…]]}.
     *
     * @param instances that the step began with, or of which the rollout knows that they are left out
     * @param left that the step was asked for and did not begin
     */
    static Map<String, Object> of(Rollout rollout, int wave, Collection<String> instances, Collection<String> left) {
        List<Object> deployed = new ArrayList<>();
        List<Object> failed = new ArrayList<>();
        List<Object> skipped = new ArrayList<>(left);
        for (String name : instances) {
            InstanceProgress progress = rollout.instance(name).orElseThrow();
            switch (progress.state()) {
                case FAILED, ROLLBACK_FAILED -> failed.add(failure(name, progress.reason()));
                case SKIPPED -> skipped.add(name);
                default -> deployed.add(name);
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rollout", rollout.id());
        result.put("wave", wave);
        result.put("deployed", deployed);
        result.put("failed", failed);
        result.put("skipped", skipped);
        return result;
    }

    /** The same with {@code more}: whether another wave of the way back follows. */
    static Map<String, Object> ofWayBack(
            Rollout rollout, int wave, Collection<String> instances, Collection<String> left) {
        Map<String, Object> result = of(rollout, wave, instances, left);
        result.put("more", isFollowedByWayBack(rollout, wave));
        return result;
    }

    private static boolean isFollowedByWayBack(Rollout rollout, int wave) {
        return rollout.waves().stream()
                .anyMatch(other -> other.wave().number() != wave
                        && other.wave().action() == Action.ROLLBACK
                        && other.verdict().isEmpty());
    }

    private static Map<String, Object> failure(String name, String reason) {
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("name", name);
        failure.put("reason", reason);
        return failure;
    }
}
