package io.jenkins.plugins.rollout.jenkins.step;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** How the instances are divided into waves, as a pipeline says it: the section {@code strategy} of a rollout file. */
public abstract class StrategyDescription implements Describable<StrategyDescription>, ExtensionPoint {
    /** The highest that a rollout file may ask for. */
    private static final int WHOLE_WAVE = 10_000;

    private int maxParallel;
    private String failureBudget = "";
    private String bake = "";
    private String onFailure = "";

    public int getMaxParallel() {
        return maxParallel;
    }

    /** @param maxParallel instances that are deployed at the same time; 0 for all of a wave */
    @DataBoundSetter
    public void setMaxParallel(int maxParallel) {
        this.maxParallel = maxParallel;
    }

    public String getFailureBudget() {
        return failureBudget;
    }

    @DataBoundSetter
    public void setFailureBudget(String failureBudget) {
        this.failureBudget = failureBudget;
    }

    public String getBake() {
        return bake;
    }

    @DataBoundSetter
    public void setBake(String bake) {
        this.bake = bake;
    }

    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = onFailure;
    }

    /** What is its own: {@code {canary: {first: 1}}}. */
    abstract Map<String, Object> own();

    /** The whole section, in the shape of a rollout file. */
    final Map<String, Object> section() {
        Map<String, Object> section = new LinkedHashMap<>(own());
        if (maxParallel != 0) {
            section.put("maxParallel", maxParallel);
        }
        section.putIfAbsent("maxParallel", WHOLE_WAVE);
        SpecText.putUnlessEmpty(section, "failureBudget", failureBudget);
        SpecText.putUnlessEmpty(section, "bake", bake);
        SpecText.putUnlessEmpty(section, "onFailure", onFailure);
        return section;
    }
}
