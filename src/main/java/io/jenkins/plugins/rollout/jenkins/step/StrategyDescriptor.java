package io.jenkins.plugins.rollout.jenkins.step;

import hudson.model.Descriptor;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rollout.plan.OnFailure;
import org.kohsuke.stapler.verb.POST;

/** What the forms of all strategies have in common. */
abstract class StrategyDescriptor extends Descriptor<StrategyDescription> {
    @POST
    public ListBoxModel doFillOnFailureItems() {
        ListBoxModel words = new ListBoxModel();
        words.add("rollback-affected (default)", "");
        for (OnFailure one : OnFailure.values()) {
            if (one != OnFailure.ROLLBACK_AFFECTED) {
                words.add(one.word());
            }
        }
        return words;
    }
}
