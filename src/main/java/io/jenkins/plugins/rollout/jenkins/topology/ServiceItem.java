package io.jenkins.plugins.rollout.jenkins.topology;

import hudson.Extension;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;

/** What is deployed. */
public final class ServiceItem extends TopologyDescribable {
    private final List<ServiceReference> dependsOn;

    @DataBoundConstructor
    public ServiceItem(String name, List<ServiceReference> dependsOn) {
        super(name);
        this.dependsOn = list(dependsOn);
    }

    static ServiceItem of(TopologyItem item) {
        return new ServiceItem(
                item.name(),
                item.texts("dependsOn").stream().map(ServiceReference::new).toList());
    }

    public List<ServiceReference> getDependsOn() {
        return dependsOn;
    }

    @Override
    public TopologyItem toItem() {
        return new TopologyItem.Builder(getName())
                .texts(
                        "dependsOn",
                        dependsOn.stream().map(ServiceReference::getName).toList())
                .build();
    }

    @Extension
    public static final class DescriptorImpl extends TopologyDescriptor {
        public DescriptorImpl() {
            super(Section.SERVICES);
        }

        @Override
        public TopologyDescribable describable(TopologyItem item) {
            return of(item);
        }
    }
}
