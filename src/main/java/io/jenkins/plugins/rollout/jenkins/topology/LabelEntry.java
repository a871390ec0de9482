package io.jenkins.plugins.rollout.jenkins.topology;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.TopologyItem.Entry;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A label with its value. */
public final class LabelEntry implements Describable<LabelEntry> {
    private final String name;
    private final String value;

    @DataBoundConstructor
    public LabelEntry(String name, String value) {
        this.name = TopologyDescribable.text(name);
        // Blanks may belong to it.
        this.value = Util.fixNull(value);
    }

    public String getName() {
        return name;
    }

    public String getValue() {
        return value;
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<LabelEntry> {
        @Override
        public String getDisplayName() {
            return "Label";
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Entry entry = new Entry(TopologyDescribable.text(value), "");
            return FieldCheck.check(
                    Section.CUSTOMERS, FieldCheck.someItem().entries("labels", List.of(entry)), "labels");
        }
    }
}
