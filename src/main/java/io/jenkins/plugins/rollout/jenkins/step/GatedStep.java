package io.jenkins.plugins.rollout.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that is told a gate: what is asked of instances, how often, and what is made of the answers. */
public abstract class GatedStep extends Step {
    private List<CheckDescription> checks = new ArrayList<>();
    private int samples;
    private String interval = "";
    private String alpha = "";
    private String onInconclusive = "";

    @CheckForNull
    private ScoreDescription score;

    public List<CheckDescription> getChecks() {
        return new ArrayList<>(checks);
    }

    @DataBoundSetter
    public void setChecks(@CheckForNull List<CheckDescription> checks) {
        this.checks = checks == null ? new ArrayList<>() : new ArrayList<>(checks);
    }

    public int getSamples() {
        return samples;
    }

    /** @param samples how often each check is asked of each instance; 0 for the default */
    @DataBoundSetter
    public void setSamples(int samples) {
        this.samples = samples;
    }

    public String getInterval() {
        return interval;
    }

    /** @param interval from one measurement to the next; empty for the default */
    @DataBoundSetter
    public void setInterval(String interval) {
        this.interval = interval;
    }

    public String getAlpha() {
        return alpha;
    }

    /** @param alpha the probability, at most, of a false alarm in a wave, such as {@code 5%}; empty for that */
    @DataBoundSetter
    public void setAlpha(String alpha) {
        this.alpha = alpha;
    }

    public String getOnInconclusive() {
        return onInconclusive;
    }

    /** @param onInconclusive what becomes of a wave that can't be judged; empty for {@code hold} */
    @DataBoundSetter
    public void setOnInconclusive(String onInconclusive) {
        this.onInconclusive = onInconclusive;
    }

    @CheckForNull
    public ScoreDescription getScore() {
        return score;
    }

    /** @param score how fixed windows add up; null for the default */
    @DataBoundSetter
    public void setScore(@CheckForNull ScoreDescription score) {
        this.score = score;
    }

    /** The section {@code gate} of a rollout file; nothing in it if nothing was said. */
    Map<String, Object> gate() {
        Map<String, Object> gate = new LinkedHashMap<>();
        if (!checks.isEmpty()) {
            gate.put("checks", checks.stream().map(CheckDescription::section).toList());
        }
        SpecText.putUnless(0, gate, "samples", samples);
        SpecText.putUnlessEmpty(gate, "interval", interval);
        SpecText.putUnlessEmpty(gate, "alpha", alpha);
        SpecText.putUnlessEmpty(gate, "onInconclusive", onInconclusive);
        if (score != null) {
            gate.put("score", score.section());
        }
        return gate;
    }
}
