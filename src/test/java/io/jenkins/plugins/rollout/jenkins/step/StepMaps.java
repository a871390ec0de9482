package io.jenkins.plugins.rollout.jenkins.step;

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

    public static Map<String, Object> deployed(Rollout rollout, int wave, List<String> instances) {
        return WaveResult.of(rollout, wave, instances, List.of());
    }

    public static Map<String, Object> next(Rollout now, Decision next) {
        return NextMap.of(now, next);
    }
}
