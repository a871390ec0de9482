package io.jenkins.plugins.rollout.jenkins.step;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A decision as a pipeline's program sees it. Always there are {@code action}, {@code rollout} and {@code finished}; with a
 * wave, the wave's own map as {@code wave} and what stands in it; the rest where it applies.
 */
final class NextMap {
    private NextMap() {}

    static Map<String, Object> of(Rollout now, Decision next) {
        String rollout = now.id();
        if (next instanceof Decision.Deploy deploy) {
            return ofWave(now, deploy.wave().action() == Action.ROLLBACK ? "rollback" : "deploy", deploy.wave());
        }
        if (next instanceof Decision.Recover recover) {
            return ofWave(now, recover.wave().action() == Action.ROLLBACK ? "rollback" : "deploy", recover.wave());
        }
        if (next instanceof Decision.Judge judge) {
            return ofWave(now, "judge", judge.wave());
        }
        if (next instanceof Decision.Wait wait) {
            return ofWait(now, wait);
        }
        if (next instanceof Decision.AskApproval ask) {
            Map<String, Object> map = bare(rollout, "approve");
            map.put("question", ask.question());
            return map;
        }
        if (next instanceof Decision.Finish finish) {
            Map<String, Object> map = bare(rollout, "finish");
            map.put("finished", true);
            map.putAll(EndMap.of(now, finish));
            return map;
        }
        throw new IllegalStateException("a way back is recorded before it is begun");
    }

    /** The only moment that is ever waited for is the end of the current wave's bake time; all else waits for an event. */
    private static Map<String, Object> ofWait(Rollout now, Decision.Wait wait) {
        boolean isForever = wait.until().equals(Instant.MAX);
        Optional<Wave> baking = isForever ? Optional.empty() : now.currentWave();
        Map<String, Object> map = baking.map(wave -> ofWave(now, "wait", wave)).orElseGet(() -> bare(now.id(), "wait"));
        map.put("bake", baking.isPresent());
        map.put("until", isForever ? "" : wait.until().toString());
        map.put("why", wait.why());
        return map;
    }

    /** The wave that was begun, to be begun again. */
    static Map<String, Object> again(Rollout now) {
        Wave wave = now.currentWave().orElseThrow();
        return ofWave(now, wave.action() == Action.ROLLBACK ? "rollback" : "deploy", wave);
    }

    private static Map<String, Object> bare(String rollout, String action) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("action", action);
        map.put("rollout", rollout);
        map.put("finished", false);
        return map;
    }

    private static Map<String, Object> ofWave(Rollout now, String action, Wave wave) {
        Map<String, Object> map = bare(now.id(), action);
        Map<String, Object> own = PlanMap.of(now.id(), wave);
        map.put("wave", own);
        map.put("number", own.get("number"));
        map.put("name", own.get("name"));
        map.put("environment", own.get("environment"));
        map.put("instances", own.get("instances"));
        map.put("pending", new ArrayList<>(now.pending()));
        return map;
    }
}
