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

/** A variable with its value. */
public final class VariableEntry implements Describable<VariableEntry> {
    private final String name;
    private final String value;

    @DataBoundConstructor
    public VariableEntry(String name, String value) {
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
    public static final class DescriptorImpl extends Descriptor<VariableEntry> {
        @Override
        public String getDisplayName() {
            return "Variable";
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Entry entry = new Entry(TopologyDescribable.text(value), "");
            return FieldCheck.check(
                    Section.INSTANCES, FieldCheck.someItem().entries("variables", List.of(entry)), "variables");
        }
    }
}
