package io.jenkins.plugins.rollout.jenkins.step;

import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.InstanceProgress;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a rollout ended, and what became of whom, as a pipeline's program sees it: enough for a report. */
final class EndMap {
    private EndMap() {}

    /**
     * {@code [name:, outcome:, why:, service:, version:, planAction: 'deploy' or 'rollback', kept: [NAME…],
     * others: [[name:, customer:, environment:, state:, version:, reason:]…], blastRadius: 0.0 to 1.0]}.
     */
    static Map<String, Object> of(Rollout rollout, Decision.Finish finish) {
        List<Object> kept = new ArrayList<>();
        List<Object> others = new ArrayList<>();
        for (InstanceProgress progress : rollout.instances()) {
            if (isAsWanted(rollout, progress)) {
                kept.add(progress.name());
            } else {
                others.add(other(progress));
            }
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", "the end");
        map.put("outcome", finish.outcome().state().word());
        map.put("why", finish.why());
        map.put("service", rollout.plan().service());
        map.put("version", rollout.plan().version());
        map.put("planAction", rollout.plan().action().word());
        map.put("kept", kept);
        map.put("others", others);
        map.put("blastRadius", rollout.blastRadius());
        return map;
    }

    /** It has what the plan gave it, and was found well with it. */
    private static boolean isAsWanted(Rollout rollout, InstanceProgress progress) {
        return switch (rollout.plan().action()) {
            case DEPLOY -> progress.state() == InstanceState.HEALTHY;
            case ROLLBACK -> progress.state() == InstanceState.ROLLED_BACK;
        };
    }

    private static Map<String, Object> other(InstanceProgress progress) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", progress.name());
        map.put("customer", progress.placement().instance().customer());
        map.put("environment", progress.placement().instance().environment());
        map.put("state", progress.state().word());
        map.put("version", progress.isVersionCertain() ? progress.version() : "");
        map.put("reason", progress.reason());
        return map;
    }
}
