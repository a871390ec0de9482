package io.jenkins.plugins.rollout.jenkins.step;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** How a check compares the new release with a baseline, as a pipeline says it: the section {@code compare} of a rollout file. */
public abstract class ComparisonDescription implements Describable<ComparisonDescription>, ExtensionPoint {
    private List<String> baseline = new ArrayList<>();
    private String direction = "";

    public List<String> getBaseline() {
        return List.copyOf(baseline);
    }

    /** @param baseline words such as {@code oldRelease}, of which the first counts that there is; empty for the default */
    @DataBoundSetter
    public void setBaseline(List<String> baseline) {
        this.baseline = new ArrayList<>(baseline);
    }

    public String getDirection() {
        return direction;
    }

    /** @param direction that is worse; empty for {@code increase} */
    @DataBoundSetter
    public void setDirection(String direction) {
        this.direction = direction;
    }

    /** For the form. */
    public String getBaselineText() {
        return Choices.text(baseline, ", ");
    }

    /** What is its judge's own, with the judge. */
    abstract Map<String, Object> own();

    /** In the shape of a rollout file. */
    Map<String, Object> section() {
        Map<String, Object> section = new LinkedHashMap<>(own());
        if (!baseline.isEmpty()) {
            section.put("baseline", baseline);
        }
        SpecText.putUnlessEmpty(section, "direction", direction);
        return section;
    }
}
