package io.jenkins.plugins.rollout.jenkins.step;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One question of a gate, as a pipeline says it: an element of {@code checks} in a rollout file. */
public abstract class CheckDescription implements Describable<CheckDescription>, ExtensionPoint {
    /** In the shape of a rollout file: {@code {http: {path: /health}}}. */
    abstract Map<String, Object> section();

    /**
     * The section {@code gate}; nothing in it if nothing was said.
     *
     * @param samples 0 for the default
     * @param interval empty for the default
     */
    static Map<String, Object> gate(List<CheckDescription> checks, int samples, String interval) {
        Map<String, Object> gate = new LinkedHashMap<>();
        if (!checks.isEmpty()) {
            List<Object> sections = new ArrayList<>();
            checks.forEach(check -> sections.add(check.section()));
            gate.put("checks", sections);
        }
        if (samples != 0) {
            gate.put("samples", samples);
        }
        SpecText.putUnlessEmpty(gate, "interval", interval);
        return gate;
    }
}
