package io.jenkins.plugins.rollout.jenkins.topology;

import hudson.Extension;
import hudson.util.FormValidation;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Makes one instance for each of its customers in each of its environments. */
public final class InstanceTemplateItem extends TopologyDescribable {
    private final TemplateCustomers customers;
    private final List<EnvironmentReference> environments;
    private final String url;
    private final List<LabelEntry> labels;
    private final List<VariableEntry> variables;

    @DataBoundConstructor
    public InstanceTemplateItem(
            String name,
            TemplateCustomers customers,
            List<EnvironmentReference> environments,
            String url,
            List<LabelEntry> labels,
            List<VariableEntry> variables) {
        super(name);
        this.customers = customers == null ? new TemplateCustomers.All() : customers;
        this.environments = list(environments);
        this.url = text(url);
        this.labels = list(labels);
        this.variables = list(variables);
    }

    static InstanceTemplateItem of(TopologyItem item) {
        return new InstanceTemplateItem(
                item.name(),
                TemplateCustomers.of(item),
                item.texts("environments").stream()
                        .map(EnvironmentReference::new)
                        .toList(),
                item.text("url"),
                labels(item, "labels"),
                variables(item));
    }

    public TemplateCustomers getCustomers() {
        return customers;
    }

    public List<EnvironmentReference> getEnvironments() {
        return environments;
    }

    public String getUrl() {
        return url;
    }

    public List<LabelEntry> getLabels() {
        return labels;
    }

    public List<VariableEntry> getVariables() {
        return variables;
    }

    @Override
    public TopologyItem toItem() {
        return new TopologyItem.Builder(getName())
                .value("customers", customers.toValue())
                .required(
                        "environments",
                        environments.stream().map(EnvironmentReference::getName).toList())
                .text("url", url)
                .entries("labels", labelEntries(labels))
                .entries("variables", variableEntries(variables))
                .build();
    }

    @Extension
    public static final class DescriptorImpl extends TopologyDescriptor {
        public DescriptorImpl() {
            super(Section.INSTANCE_TEMPLATES);
        }

        @Override
        public TopologyDescribable describable(TopologyItem item) {
            return of(item);
        }

        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            return check(FieldCheck.someItem().text("url", text(value)), "url", "");
        }
    }
}
