package io.jenkins.plugins.rollout.jenkins.step;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.verb.POST;

/** What the forms of steps that are told a gate have in common. */
abstract class GatedStepDescriptor extends StepDescriptor {
    @POST
    public ListBoxModel doFillOnInconclusiveItems() {
        ListBoxModel words = new ListBoxModel();
        words.add(OnInconclusive.HOLD.word() + " (default)", "");
        return words.add(OnInconclusive.CONTINUE.word()).add(OnInconclusive.FAIL.word());
    }
}
