package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import hudson.model.Descriptor.FormException;
import hudson.util.ListBoxModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** {@code mannWhitney(tolerance: '25%')}: takes a fixed number of samples and looks once, as Kayenta does. */
public final class MannWhitneyComparison extends ComparisonDescription {
    private String tolerance = "";
    private String confidence = "";
    private String allowedIncrease = "";
    private String allowedDecrease = "";
    private String missing = "";
    private boolean critical;
    private List<String> groups = new ArrayList<>();

    @DataBoundConstructor
    public MannWhitneyComparison() {}

    public String getTolerance() {
        return tolerance;
    }

    /** @param tolerance the share of the shift by which its interval must keep away from zero */
    @DataBoundSetter
    public void setTolerance(String tolerance) {
        this.tolerance = tolerance;
    }

    public String getConfidence() {
        return confidence;
    }

    /** @param confidence of that interval */
    @DataBoundSetter
    public void setConfidence(String confidence) {
        this.confidence = confidence;
    }

    public String getAllowedIncrease() {
        return allowedIncrease;
    }

    /** @param allowedIncrease how many times the baseline's the mean must be at least, to be higher */
    @DataBoundSetter
    public void setAllowedIncrease(String allowedIncrease) {
        this.allowedIncrease = allowedIncrease;
    }

    public String getAllowedDecrease() {
        return allowedDecrease;
    }

    /** @param allowedDecrease how many times the baseline's the mean may be at most, to be lower */
    @DataBoundSetter
    public void setAllowedDecrease(String allowedDecrease) {
        this.allowedDecrease = allowedDecrease;
    }

    public String getMissing() {
        return missing;
    }

    /** @param missing what a sample without traffic is; empty for {@code remove} */
    @DataBoundSetter
    public void setMissing(String missing) {
        this.missing = missing;
    }

    public boolean isCritical() {
        return critical;
    }

    /** @param critical whether the instance fails when this check does, whatever the score */
    @DataBoundSetter
    public void setCritical(boolean critical) {
        this.critical = critical;
    }

    public List<String> getGroups() {
        return List.copyOf(groups);
    }

    /** @param groups of the score; empty for one of all */
    @DataBoundSetter
    public void setGroups(List<String> groups) {
        this.groups = new ArrayList<>(groups);
    }

    /** For the form. */
    public String getGroupsText() {
        return Choices.text(groups, ", ");
    }

    @Override
    Map<String, Object> own() {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("judge", "mannWhitney");
        SpecText.putUnlessEmpty(own, "tolerance", tolerance);
        SpecText.putUnlessEmpty(own, "confidence", confidence);
        SpecText.putUnlessEmpty(own, "allowedIncrease", allowedIncrease);
        SpecText.putUnlessEmpty(own, "allowedDecrease", allowedDecrease);
        SpecText.putUnlessEmpty(own, "missing", missing);
        SpecText.putIfTrue(own, "critical", critical);
        if (!groups.isEmpty()) {
            own.put("groups", groups);
        }
        return own;
    }

    @Extension
    @Symbol("mannWhitney")
    public static final class DescriptorImpl extends ComparisonDescriptor {
        @Override
        public String getDisplayName() {
            return "In a fixed window: once, as Kayenta";
        }

        @POST
        public ListBoxModel doFillMissingItems() {
            ListBoxModel words = new ListBoxModel();
            words.add("remove (default)", "");
            return words.add("replace");
        }

        @Override
        public ComparisonDescription newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            MannWhitneyComparison comparison =
                    (MannWhitneyComparison) super.newInstance(request, Choices.without(form, "groups"));
            comparison.setGroups(Choices.names(form.optString("groups")));
            return comparison;
        }
    }
}
