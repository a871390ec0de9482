package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import hudson.util.ListBoxModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** {@code sequential(margin: '50%')}: looks after every sample, and stops as soon as the evidence suffices. */
public final class SequentialComparison extends ComparisonDescription {
    private String margin = "";
    private String kind = "";
    private String quantile = "";
    private String negligible = "";

    @DataBoundConstructor
    public SequentialComparison() {}

    public String getMargin() {
        return margin;
    }

    /** @param margin the harm that matters; empty for a fifth */
    @DataBoundSetter
    public void setMargin(String margin) {
        this.margin = margin;
    }

    public String getKind() {
        return kind;
    }

    /** @param kind what the numbers are; empty for counts of counters, else values */
    @DataBoundSetter
    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getQuantile() {
        return quantile;
    }

    /** @param quantile of values, that matters; empty for all of them */
    @DataBoundSetter
    public void setQuantile(String quantile) {
        this.quantile = quantile;
    }

    public String getNegligible() {
        return negligible;
    }

    /** @param negligible a rate below which no increase matters; empty for none */
    @DataBoundSetter
    public void setNegligible(String negligible) {
        this.negligible = negligible;
    }

    @Override
    Map<String, Object> own() {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("judge", "sequential");
        SpecText.putUnlessEmpty(own, "margin", margin);
        SpecText.putUnlessEmpty(own, "kind", kind);
        SpecText.putUnlessEmpty(own, "quantile", quantile);
        SpecText.putUnlessEmpty(own, "negligible", negligible);
        return own;
    }

    /** The first in forms, as it is the default. */
    @Extension(ordinal = 1)
    @Symbol("sequential")
    public static final class DescriptorImpl extends ComparisonDescriptor {
        @Override
        public String getDisplayName() {
            return "Sequentially: after every sample";
        }

        @POST
        public ListBoxModel doFillKindItems() {
            ListBoxModel words = new ListBoxModel();
            words.add("counts of counters, else values (default)", "");
            return words.add("counts").add("bernoulli").add("values");
        }
    }
}
