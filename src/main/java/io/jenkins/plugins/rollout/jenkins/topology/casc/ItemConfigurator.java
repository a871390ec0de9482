package io.jenkins.plugins.rollout.jenkins.topology.casc;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.casc.Attribute;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.Configurator;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.rollout.jenkins.topology.CustomerItem;
import io.jenkins.plugins.rollout.jenkins.topology.EnvironmentItem;
import io.jenkins.plugins.rollout.jenkins.topology.InstanceItem;
import io.jenkins.plugins.rollout.jenkins.topology.InstanceTemplateItem;
import io.jenkins.plugins.rollout.jenkins.topology.ServiceItem;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyDescribable;
import java.util.Set;

/** Exports the items of one section. They are never imported one by one: a topology is right or wrong as a whole. */
public abstract class ItemConfigurator<T extends TopologyDescribable> implements Configurator<T> {
    private final Class<T> target;

    ItemConfigurator(Class<T> target) {
        this.target = target;
    }

    @Override
    public Class<T> getTarget() {
        return target;
    }

    @NonNull
    @Override
    public Set<Attribute<T, ?>> describe() {
        return Set.of();
    }

    @NonNull
    @Override
    public T configure(CNode config, ConfigurationContext context) throws ConfiguratorException {
        throw ConfiguratorException.from(config, "a topology is configured as a whole, under rolloutTopology");
    }

    @Override
    public T check(CNode config, ConfigurationContext context) throws ConfiguratorException {
        return configure(config, context);
    }

    @CheckForNull
    @Override
    public CNode describe(T item, ConfigurationContext context) {
        return ItemNodes.of(item.toItem(), context);
    }

    /** Environments. */
    @Extension(optional = true)
    public static final class OfEnvironments extends ItemConfigurator<EnvironmentItem> {
        public OfEnvironments() {
            super(EnvironmentItem.class);
        }
    }

    /** Customers. */
    @Extension(optional = true)
    public static final class OfCustomers extends ItemConfigurator<CustomerItem> {
        public OfCustomers() {
            super(CustomerItem.class);
        }
    }

    /** Services. */
    @Extension(optional = true)
    public static final class OfServices extends ItemConfigurator<ServiceItem> {
        public OfServices() {
            super(ServiceItem.class);
        }
    }

    /** Instances. */
    @Extension(optional = true)
    public static final class OfInstances extends ItemConfigurator<InstanceItem> {
        public OfInstances() {
            super(InstanceItem.class);
        }
    }

    /** Instance templates. */
    @Extension(optional = true)
    public static final class OfInstanceTemplates extends ItemConfigurator<InstanceTemplateItem> {
        public OfInstanceTemplates() {
            super(InstanceTemplateItem.class);
        }
    }
}
