package io.jenkins.plugins.rollout.jenkins.step;

import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.topology.Instance;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The instance that a body is for. Lies in the context of the body, so that steps inside of it know for sure: environment
 * variables can be set by anybody.
 *
 * @param rollout its id
 * @param wave its number
 */
record InstanceAtHand(String rollout, int wave, String instance) implements Serializable {
    /** For a pipeline's program: plain maps and texts that survive a restart. */
    Map<String, Object> describe(Rollout now) {
        Placement placement = now.placement(wave, instance);
        Instance one = placement.instance();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", one.name());
        map.put("customer", one.customer());
        map.put("environment", one.environment());
        map.put("url", one.url());
        map.put("service", now.plan().service());
        map.put("version", placement.release().version());
        map.put("previousVersion", placement.previous().version());
        map.put("action", now.wave(wave).orElseThrow().action().word());
        map.put("rollout", rollout);
        map.put("wave", wave);
        map.put("labels", new TreeMap<>(one.labels()));
        map.put("variables", new TreeMap<>(one.variables()));
        return map;
    }
}
