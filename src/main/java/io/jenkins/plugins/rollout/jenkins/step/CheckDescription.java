package io.jenkins.plugins.rollout.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import io.jenkins.plugins.rollout.health.Limits;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * One question of a gate, as a pipeline says it: an element of {@code checks} in a rollout file. What is said here holds for
 * every kind; a kind adds where its answers come from. Other plugins may bring kinds of their own: this class, and a
 * {@link CheckDescriptor} with an {@code @Symbol} that reads what it says.
 */
public abstract class CheckDescription implements Describable<CheckDescription>, ExtensionPoint {
    private String name = "";
    private int count;
    private String interval = "";
    private String initialDelay = "";
    private String successCondition = "";
    private String failureCondition = "";
    private int failureLimit = Limits.DEFAULT.failures();
    private int inconclusiveLimit = Limits.DEFAULT.inconclusive();
    private int consecutiveErrorLimit = Limits.DEFAULT.consecutiveErrors();
    private boolean dryRun;

    @CheckForNull
    private ComparisonDescription compare;

    /**
     * What stands behind the word of its kind in a rollout file: {@code {path: /health}}. Made of maps, lists, texts, numbers
     * and truths; what has its default may be left out.
     */
    protected abstract Map<String, Object> own();

    public String getName() {
        return name;
    }

    /** @param name for people, in logs and on pages; empty for the kind and what it asks */
    @DataBoundSetter
    public void setName(String name) {
        this.name = name;
    }

    public int getCount() {
        return count;
    }

    /** @param count how many measurements are wanted; 0 for the gate's {@code samples} */
    @DataBoundSetter
    public void setCount(int count) {
        this.count = count;
    }

    public String getInterval() {
        return interval;
    }

    /** @param interval from one measurement to the next; empty for the gate's */
    @DataBoundSetter
    public void setInterval(String interval) {
        this.interval = interval;
    }

    public String getInitialDelay() {
        return initialDelay;
    }

    @DataBoundSetter
    public void setInitialDelay(String initialDelay) {
        this.initialDelay = initialDelay;
    }

    public String getSuccessCondition() {
        return successCondition;
    }

    @DataBoundSetter
    public void setSuccessCondition(String successCondition) {
        this.successCondition = successCondition;
    }

    public String getFailureCondition() {
        return failureCondition;
    }

    @DataBoundSetter
    public void setFailureCondition(String failureCondition) {
        this.failureCondition = failureCondition;
    }

    public int getFailureLimit() {
        return failureLimit;
    }

    @DataBoundSetter
    public void setFailureLimit(int failureLimit) {
        this.failureLimit = failureLimit;
    }

    public int getInconclusiveLimit() {
        return inconclusiveLimit;
    }

    @DataBoundSetter
    public void setInconclusiveLimit(int inconclusiveLimit) {
        this.inconclusiveLimit = inconclusiveLimit;
    }

    public int getConsecutiveErrorLimit() {
        return consecutiveErrorLimit;
    }

    @DataBoundSetter
    public void setConsecutiveErrorLimit(int consecutiveErrorLimit) {
        this.consecutiveErrorLimit = consecutiveErrorLimit;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    /** @param dryRun whether it is shown and not counted */
    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    @CheckForNull
    public ComparisonDescription getCompare() {
        return compare;
    }

    /** @param compare how the new release is compared with a baseline; null if it isn't */
    @DataBoundSetter
    public void setCompare(@CheckForNull ComparisonDescription compare) {
        this.compare = compare;
    }

    /** The whole check, in the shape of a rollout file: {@code {http: {path: /health}, count: 3}}. */
    Map<String, Object> section() {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put(((CheckDescriptor) getDescriptor()).kind(), own());
        SpecText.putUnlessEmpty(section, "name", name);
        SpecText.putUnless(0, section, "count", count);
        SpecText.putUnlessEmpty(section, "interval", interval);
        SpecText.putUnlessEmpty(section, "initialDelay", initialDelay);
        SpecText.putUnlessEmpty(section, "successCondition", successCondition);
        SpecText.putUnlessEmpty(section, "failureCondition", failureCondition);
        SpecText.putUnless(Limits.DEFAULT.failures(), section, "failureLimit", failureLimit);
        SpecText.putUnless(Limits.DEFAULT.inconclusive(), section, "inconclusiveLimit", inconclusiveLimit);
        SpecText.putUnless(Limits.DEFAULT.consecutiveErrors(), section, "consecutiveErrorLimit", consecutiveErrorLimit);
        SpecText.putIfTrue(section, "dryRun", dryRun);
        if (compare != null) {
            section.put("compare", compare.section());
        }
        return section;
    }
}
