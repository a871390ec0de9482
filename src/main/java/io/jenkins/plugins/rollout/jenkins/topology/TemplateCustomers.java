package io.jenkins.plugins.rollout.jenkins.topology;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import io.jenkins.plugins.rollout.topology.TopologyItem.Entries;
import io.jenkins.plugins.rollout.topology.TopologyItem.Text;
import io.jenkins.plugins.rollout.topology.TopologyItem.Texts;
import io.jenkins.plugins.rollout.topology.TopologyItem.Value;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;

/** Whose instances a template makes. */
public abstract class TemplateCustomers implements Describable<TemplateCustomers> {
    private static final String KEY = "customers";

    static TemplateCustomers of(TopologyItem item) {
        if (!item.texts(KEY).isEmpty()) {
            return new Named(
                    item.texts(KEY).stream().map(CustomerReference::new).toList());
        }
        return item.entries(KEY).isEmpty() ? new All() : new Labelled(TopologyDescribable.labels(item, KEY));
    }

    abstract Value toValue();

    /** Everyone, also those who come later. */
    public static final class All extends TemplateCustomers {
        @DataBoundConstructor
        public All() {}

        @Override
        Value toValue() {
            return new Text("all");
        }

        @Extension(ordinal = 3)
        public static final class DescriptorImpl extends Descriptor<TemplateCustomers> {
            @Override
            public String getDisplayName() {
                return "All customers";
            }
        }
    }

    /** Those that are named. */
    public static final class Named extends TemplateCustomers {
        private final List<CustomerReference> names;

        @DataBoundConstructor
        public Named(List<CustomerReference> names) {
            this.names = TopologyDescribable.list(names);
        }

        public List<CustomerReference> getNames() {
            return names;
        }

        @Override
        Value toValue() {
            return new Texts(names.stream().map(CustomerReference::getName).toList());
        }

        @Extension(ordinal = 2)
        public static final class DescriptorImpl extends Descriptor<TemplateCustomers> {
            @Override
            public String getDisplayName() {
                return "These customers";
            }
        }
    }

    /** Those that have all of these labels. */
    public static final class Labelled extends TemplateCustomers {
        private final List<LabelEntry> labels;

        @DataBoundConstructor
        public Labelled(List<LabelEntry> labels) {
            this.labels = TopologyDescribable.list(labels);
        }

        public List<LabelEntry> getLabels() {
            return labels;
        }

        @Override
        Value toValue() {
            return new Entries(TopologyDescribable.labelEntries(labels));
        }

        @Extension(ordinal = 1)
        public static final class DescriptorImpl extends Descriptor<TemplateCustomers> {
            @Override
            public String getDisplayName() {
                return "Customers with these labels";
            }
        }
    }
}
