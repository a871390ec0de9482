package io.jenkins.plugins.rollout.jenkins.topology.casc;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.casc.Attribute;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.Configurator;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.impl.attributes.MultivaluedAttribute;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.casc.model.Mapping;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.jenkins.topology.CustomerItem;
import io.jenkins.plugins.rollout.jenkins.topology.EnvironmentItem;
import io.jenkins.plugins.rollout.jenkins.topology.InstanceItem;
import io.jenkins.plugins.rollout.jenkins.topology.InstanceTemplateItem;
import io.jenkins.plugins.rollout.jenkins.topology.ServiceItem;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.topology.TopologyDocument;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code unclassified: rolloutTopology:} in exactly the shape of a topology file, read by the same reader. */
@Extension(optional = true)
public final class TopologyConfigurator implements Configurator<TopologyConfiguration> {
    @Override
    public Class<TopologyConfiguration> getTarget() {
        return TopologyConfiguration.class;
    }

    /** Only for the documentation: what is below them is taken as a whole. */
    @NonNull
    @Override
    public Set<Attribute<TopologyConfiguration, ?>> describe() {
        Set<Attribute<TopologyConfiguration, ?>> attributes = new LinkedHashSet<>();
        attributes.add(new MultivaluedAttribute<TopologyConfiguration, EnvironmentItem>(
                "environments", EnvironmentItem.class));
        attributes.add(new MultivaluedAttribute<TopologyConfiguration, CustomerItem>("customers", CustomerItem.class));
        attributes.add(new MultivaluedAttribute<TopologyConfiguration, ServiceItem>("services", ServiceItem.class));
        attributes.add(new MultivaluedAttribute<TopologyConfiguration, InstanceItem>("instances", InstanceItem.class));
        attributes.add(new MultivaluedAttribute<TopologyConfiguration, InstanceTemplateItem>(
                "instanceTemplates", InstanceTemplateItem.class));
        return attributes;
    }

    /** Saves a new version, unless the configuration says what is saved already. */
    @NonNull
    @Override
    public TopologyConfiguration configure(CNode config, ConfigurationContext context) throws ConfiguratorException {
        TopologyConfiguration configuration = TopologyConfiguration.get();
        if (isNothing(config)) {
            return configuration;
        }
        TopologyDocument wanted = checked(config, context);
        Optional<TopologyDocument> saved = configuration.document();
        if (saved.isEmpty() || !saved.get().saysTheSameAs(wanted)) {
            try {
                configuration.replace(wanted.toYaml(), "Configuration as Code");
            } catch (InvalidInputException e) {
                throw ConfiguratorException.from(config, e.getMessage(), e);
            }
        }
        return configuration;
    }

    @Override
    public TopologyConfiguration check(CNode config, ConfigurationContext context) throws ConfiguratorException {
        if (!isNothing(config)) {
            checked(config, context);
        }
        return TopologyConfiguration.get();
    }

    /** What is exported where there is no topology yet. It says nothing, rather than that there should be none. */
    private static boolean isNothing(CNode config) {
        return config instanceof Mapping mapping && mapping.isEmpty();
    }

    private static TopologyDocument checked(CNode config, ConfigurationContext context) throws ConfiguratorException {
        NodeText written = NodeText.of(config, context);
        TopologyReader.Result result = TopologyReader.check("rolloutTopology", written.text());
        if (!result.isValid()) {
            String sentences = result.problems().stream()
                    .filter(Problem::isError)
                    .map(written::told)
                    .collect(Collectors.joining("\n"));
            throw ConfiguratorException.from(
                    config, "The rollout topology is not changed, since it would have these problems:\n" + sentences);
        }
        return TopologyDocument.of(written.text());
    }
}
