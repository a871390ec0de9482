package io.jenkins.plugins.rollout.jenkins.topology;

import hudson.Extension;
import hudson.model.AutoCompletionCandidates;
import hudson.util.FormValidation;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import java.time.ZoneId;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A tenant. */
public final class CustomerItem extends TopologyDescribable {
    private final String ring;
    private final String timeZone;
    private final List<LabelEntry> labels;

    @DataBoundConstructor
    public CustomerItem(String name, String ring, String timeZone, List<LabelEntry> labels) {
        super(name);
        this.ring = text(ring);
        this.timeZone = text(timeZone);
        this.labels = list(labels);
    }

    static CustomerItem of(TopologyItem item) {
        return new CustomerItem(item.name(), item.text("ring"), item.text("timeZone"), labels(item, "labels"));
    }

    /** Empty for the first ring. */
    public String getRing() {
        return ring;
    }

    /** Empty for UTC. */
    public String getTimeZone() {
        return timeZone;
    }

    public List<LabelEntry> getLabels() {
        return labels;
    }

    @Override
    public TopologyItem toItem() {
        return new TopologyItem.Builder(getName())
                .text("ring", ring)
                .text("timeZone", timeZone)
                .entries("labels", labelEntries(labels))
                .build();
    }

    @Extension
    public static final class DescriptorImpl extends TopologyDescriptor {
        public DescriptorImpl() {
            super(Section.CUSTOMERS);
        }

        @Override
        public TopologyDescribable describable(TopologyItem item) {
            return of(item);
        }

        @POST
        public FormValidation doCheckRing(@QueryParameter String value) {
            return check(FieldCheck.someItem().text("ring", text(value)), "ring", "");
        }

        @POST
        public FormValidation doCheckTimeZone(@QueryParameter String value) {
            return check(FieldCheck.someItem().text("timeZone", text(value)), "timeZone", "");
        }

        public AutoCompletionCandidates doAutoCompleteTimeZone(@QueryParameter String value) {
            return Completion.of(ZoneId.getAvailableZoneIds(), value);
        }
    }
}
