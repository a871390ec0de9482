package io.jenkins.plugins.rollout.jenkins.topology;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What all items of the topology have in common as describables. */
public abstract class TopologyDescriptor extends Descriptor<TopologyDescribable> {
    private final Section section;

    TopologyDescriptor(Section section) {
        this.section = section;
    }

    public static TopologyDescriptor ofSection(Section section) {
        return ExtensionList.lookup(TopologyDescriptor.class).stream()
                .filter(descriptor -> descriptor.section == section)
                .findFirst()
                .orElseThrow();
    }

    /** Where items of this kind stand. */
    public Section section() {
        return section;
    }

    /** For a form: the item as it is written. */
    public abstract TopologyDescribable describable(TopologyItem item);

    @Override
    public String getDisplayName() {
        String name = section.singular();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** @param original the name that the item has in the saved topology; empty for a new one */
    @POST
    public FormValidation doCheckName(@QueryParameter String value, @QueryParameter String original) {
        return check(new TopologyItem.Builder(TopologyDescribable.text(value)), "name", original);
    }

    final FormValidation check(TopologyItem.Builder item, String key, String original) {
        return FieldCheck.check(section, TopologyDescribable.text(original), item.build(), key);
    }
}
