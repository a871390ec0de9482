package io.jenkins.plugins.rollout.jenkins.step;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.InstanceProgress;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the steps answer, made by what makes it in Jenkins. */
public final class StepMaps {
    private StepMaps() {}

    public static Map<String, Object> plan(Rollout rollout) {
        return PlanMap.of(rollout);
    }

    /** @param isBegun whether the step has begun the instance that it was asked for */
    public static Map<String, Object> brought(Rollout rollout, Wave wave, String instance, boolean isBegun) {
        List<String> begun = isBegun ? List.of(instance) : List.of();
        List<String> left = isBegun ? List.of() : List.of(instance);
        return wave.action() == Action.ROLLBACK
                ? WaveResult.ofWayBack(rollout, wave.number(), begun, left)
                : WaveResult.of(rollout, wave.number(), begun, left);
    }

    public static Map<String, Object> next(Rollout now, Decision next) {
        if (next instanceof Decision.Deploy deploy) {
            return ofWave(now, deploy.wave().action() == Action.ROLLBACK ? "rollback" : "deploy", deploy.wave());
        }
        if (next instanceof Decision.Judge judge) {
            return ofWave(now, "judge", judge.wave());
        }
        if (next instanceof Decision.Wait wait) {
            boolean isForever = wait.until().equals(Instant.MAX);
            Optional<Wave> baking = isForever ? Optional.empty() : now.currentWave();
            Map<String, Object> map =
                    baking.map(wave -> ofWave(now, "wait", wave)).orElseGet(() -> bare(now, "wait"));
            map.put("bake", baking.isPresent());
            map.put("until", isForever ? "" : wait.until().toString());
            map.put("why", wait.why());
            return map;
        }
        if (next instanceof Decision.AskApproval ask) {
            Map<String, Object> map = bare(now, "approve");
            map.put("question", ask.question());
            return map;
        }
        return ofEnd(now, (Decision.Finish) next);
    }

    private static Map<String, Object> ofEnd(Rollout now, Decision.Finish finish) {
        Map<String, Object> map = bare(now, "finish");
        map.put("finished", true);
        map.put("name", "the end");
        map.put("outcome", finish.outcome().state().word());
        map.put("why", finish.why());
        map.put("service", now.plan().service());
        map.put("version", now.plan().version());
        List<Object> kept = new ArrayList<>();
        List<Object> others = new ArrayList<>();
        InstanceState wanted = now.plan().action() == Action.DEPLOY ? InstanceState.HEALTHY : InstanceState.ROLLED_BACK;
        for (InstanceProgress one : now.instances()) {
            if (one.state() == wanted) {
                kept.add(one.name());
            } else {
                Map<String, Object> other = new LinkedHashMap<>();
                other.put("name", one.name());
                other.put("customer", one.placement().instance().customer());
                other.put("environment", one.placement().instance().environment());
                other.put("state", one.state().word());
                other.put("version", one.version());
                other.put("reason", one.reason());
                others.add(other);
            }
        }
        map.put("kept", kept);
        map.put("others", others);
        map.put("blastRadius", now.blastRadius());
        return map;
    }

    private static Map<String, Object> bare(Rollout now, String action) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("action", action);
        map.put("rollout", now.id());
        map.put("finished", false);
        return map;
    }

    private static Map<String, Object> ofWave(Rollout now, String action, Wave wave) {
        Map<String, Object> map = bare(now, action);
        Map<String, Object> own = PlanMap.of(now.id(), wave);
        map.put("wave", own);
        map.put("number", own.get("number"));
        map.put("name", own.get("name"));
        map.put("environment", own.get("environment"));
        map.put("instances", own.get("instances"));
        map.put("pending", pending(now, action, wave));
        return map;
    }

    private static List<String> pending(Rollout now, String action, Wave wave) {
        List<InstanceState> states = action.equals("judge") || action.equals("wait")
                ? List.of(InstanceState.VERIFYING)
                : List.of(InstanceState.PENDING, InstanceState.WAITING);
        boolean isWayBack = action.equals("rollback");
        return new ArrayList<>(wave.placements().stream()
                .map(placement -> placement.name())
                .filter(name -> isWayBack
                        || states.contains(now.instance(name).orElseThrow().state()))
                .toList());
    }
}
