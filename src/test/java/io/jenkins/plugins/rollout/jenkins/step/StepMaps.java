package io.jenkins.plugins.rollout.jenkins.step;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.List;
import java.util.Map;

/** What the steps answer, made by what makes it in Jenkins. */
public final class StepMaps {
    private StepMaps() {}

    public static Map<String, Object> plan(Rollout rollout) {
        return PlanMap.of(rollout);
    }

    public static Map<String, Object> next(Rollout rollout, Decision next) {
        return NextMap.of(rollout, next);
    }

    /** @param isBegun whether the step has begun the instance that it was asked for */
    public static Map<String, Object> brought(Rollout rollout, Wave wave, String instance, boolean isBegun) {
        List<String> begun = isBegun ? List.of(instance) : List.of();
        List<String> left = isBegun ? List.of() : List.of(instance);
        return wave.action() == Action.ROLLBACK
                ? WaveResult.ofWayBack(rollout, wave.number(), begun, left)
                : WaveResult.of(rollout, wave.number(), begun, left);
    }
}
