package io.jenkins.plugins.rollout.jenkins.step;

import hudson.model.Descriptor;
import hudson.util.ListBoxModel;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the forms of all comparisons have in common. */
abstract class ComparisonDescriptor extends Descriptor<ComparisonDescription> {
    @POST
    public ListBoxModel doFillDirectionItems() {
        ListBoxModel words = new ListBoxModel();
        words.add("increase (default)", "");
        return words.add("decrease").add("either");
    }

    @Override
    public ComparisonDescription newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        ComparisonDescription comparison = super.newInstance(request, Choices.without(form, "baseline"));
        comparison.setBaseline(Choices.names(form.optString("baseline")));
        return comparison;
    }
}
