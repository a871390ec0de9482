package io.jenkins.plugins.rollout.library;

import groovy.lang.Closure;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The steps that a Jenkinsfile can call, by their names. */
final class Steps {
    private final Map<String, Step> byName = new HashMap<>();

    @FunctionalInterface
    interface Step {
        Object run(Call call) throws Exception;
    }

    /**
     * What a step was called with.
     *
     * @param named arguments
     * @param single the one without a name; null if there is none
     * @param body null if there is none
     */
    record Call(Map<String, Object> named, Object single, Closure<?> body) {
        /** The argument that is called so, or that stands alone. */
        String text(String name) {
            Object value = named.getOrDefault(name, single);
            return value == null ? "" : value.toString();
        }

        boolean is(String name, boolean absent) {
            return (boolean) named.getOrDefault(name, absent);
        }
    }

    void add(String name, Step step) {
        byName.put(name, step);
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    Object call(String name, Object[] args) {
        try {
            return byName.get(name).run(read(args));
        } catch (Exception e) {
            throw Sneaky.rethrow(e);
        }
    }

    private static Call read(Object[] args) {
        Map<String, Object> named = new LinkedHashMap<>();
        Object single = null;
        Closure<?> body = null;
        for (Object arg : args) {
            if (arg instanceof Closure<?> closure) {
                body = closure;
            } else if (arg instanceof Map<?, ?> map) {
                map.forEach((key, value) -> named.put(key.toString(), value));
            } else {
                single = arg;
            }
        }
        return new Call(Collections.unmodifiableMap(named), single, body);
    }
}
