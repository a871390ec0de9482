package io.jenkins.plugins.rollout.library;

import groovy.lang.Closure;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Runs bodies for instances. A body that fails is no failure of the step. */
final class InstanceBodies {
    private final PretendBuild build;
    private final Deque<Map<String, Object>> atHand = new ArrayDeque<>();

    InstanceBodies(PretendBuild build) {
        this.build = build;
    }

    /**
     * Runs a body for an instance, which is at hand inside of it.
     *
     * @return why it failed, if it did
     */
    Optional<String> failureOf(Rollout rollout, Wave wave, String instance, Closure<?> body) {
        Placement placement = rollout.placement(wave.number(), instance);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", instance);
        map.put("customer", placement.instance().customer());
        map.put("environment", placement.instance().environment());
        map.put("url", placement.instance().url());
        map.put("service", placement.release().service());
        map.put("version", placement.release().version());
        map.put("previousVersion", placement.previous().version());
        map.put("action", wave.action().word());
        map.put("rollout", rollout.id());
        map.put("wave", wave.number());
        map.put("labels", new LinkedHashMap<>(placement.instance().labels()));
        map.put("variables", new LinkedHashMap<>(placement.instance().variables()));
        atHand.push(map);
        try {
            build.run(body);
            return Optional.empty();
        } catch (AssertionError e) {
            throw e;
        } catch (Throwable e) {
            return Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } finally {
            atHand.pop();
        }
    }

    /** What {@code rolloutInstance} answers. */
    Map<String, Object> current() {
        if (atHand.isEmpty()) {
            throw Sneaky.rethrow(
                    build.abort("rolloutInstance must be called in the body of deployToInstances, rollbackInstances or"
                            + " verifyInstances"));
        }
        return new LinkedHashMap<>(atHand.peek());
    }
}
