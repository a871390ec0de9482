package io.jenkins.plugins.rollout.jenkins.topology;

import hudson.Extension;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;

/** A promotion stage such as {@code uat}. */
public final class EnvironmentItem extends TopologyDescribable {
    private final List<EnvironmentReference> after;

    @DataBoundConstructor
    public EnvironmentItem(String name, List<EnvironmentReference> after) {
        super(name);
        this.after = list(after);
    }

    static EnvironmentItem of(TopologyItem item) {
        return new EnvironmentItem(
                item.name(),
                item.texts("after").stream().map(EnvironmentReference::new).toList());
    }

    public List<EnvironmentReference> getAfter() {
        return after;
    }

    @Override
    public TopologyItem toItem() {
        return new TopologyItem.Builder(getName())
                .texts(
                        "after",
                        after.stream().map(EnvironmentReference::getName).toList())
                .build();
    }

    @Extension
    public static final class DescriptorImpl extends TopologyDescriptor {
        public DescriptorImpl() {
            super(Section.ENVIRONMENTS);
        }

        @Override
        public TopologyDescribable describable(TopologyItem item) {
            return of(item);
        }
    }
}
