package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.rollout.health.ScoreRule;
import java.util.LinkedHashMap;
import java.util.Map;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** {@code score: [pass: 80, marginal: 60, weights: [latency: 70]]}: how the fixed windows of an instance add up. */
public final class ScoreDescription implements Describable<ScoreDescription> {
    private int pass = (int) ScoreRule.DEFAULT.pass();
    private int marginal = (int) ScoreRule.DEFAULT.marginal();
    private Object weights = new LinkedHashMap<>();

    @DataBoundConstructor
    public ScoreDescription() {}

    public int getPass() {
        return pass;
    }

    /** @param pass from which percentage on an instance passes */
    @DataBoundSetter
    public void setPass(int pass) {
        this.pass = pass;
    }

    public int getMarginal() {
        return marginal;
    }

    /** @param marginal from which percentage on it is at least inconclusive */
    @DataBoundSetter
    public void setMarginal(int marginal) {
        this.marginal = marginal;
    }

    public Object getWeights() {
        return weights;
    }

    /** @param weights a map of groups to their percentages */
    @DataBoundSetter
    public void setWeights(Object weights) {
        this.weights = weights;
    }

    /** For the form: a line for each. */
    public String getWeightsText() {
        return Choices.text(weights, "\n");
    }

    Map<String, Object> section() {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("pass", pass);
        section.put("marginal", marginal);
        section.put("weights", weights);
        return section;
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<ScoreDescription> {
        @Override
        public String getDisplayName() {
            return "Score";
        }

        @Override
        public ScoreDescription newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            ScoreDescription score = super.newInstance(request, Choices.without(form, "weights"));
            score.setWeights(Choices.pairs(form.optString("weights")));
            return score;
        }
    }
}
