package io.jenkins.plugins.rollout.jenkins.topology;

import hudson.Extension;
import hudson.model.AutoCompletionCandidates;
import hudson.util.FormValidation;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** One running installation. */
public final class InstanceItem extends TopologyDescribable {
    private final String customer;
    private final String environment;
    private final String url;
    private final List<LabelEntry> labels;
    private final List<VariableEntry> variables;

    @DataBoundConstructor
    public InstanceItem(
            String name,
            String customer,
            String environment,
            String url,
            List<LabelEntry> labels,
            List<VariableEntry> variables) {
        super(name);
        this.customer = text(customer);
        this.environment = text(environment);
        this.url = text(url);
        this.labels = list(labels);
        this.variables = list(variables);
    }

    static InstanceItem of(TopologyItem item) {
        return new InstanceItem(
                item.name(),
                item.text("customer"),
                item.text("environment"),
                item.text("url"),
                labels(item, "labels"),
                variables(item));
    }

    /** Empty if all customers share it. */
    public String getCustomer() {
        return customer;
    }

    public String getEnvironment() {
        return environment;
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
                .text("customer", customer)
                .required("environment", environment)
                .text("url", url)
                .entries("labels", labelEntries(labels))
                .entries("variables", variableEntries(variables))
                .build();
    }

    @Extension
    public static final class DescriptorImpl extends TopologyDescriptor {
        public DescriptorImpl() {
            super(Section.INSTANCES);
        }

        @Override
        public TopologyDescribable describable(TopologyItem item) {
            return of(item);
        }

        @POST
        public FormValidation doCheckCustomer(@QueryParameter String value) {
            return check(FieldCheck.someItem().text("customer", text(value)), "customer", "");
        }

        @POST
        public FormValidation doCheckEnvironment(@QueryParameter String value) {
            return check(FieldCheck.someItem().required("environment", text(value)), "environment", "");
        }

        /** @param original the name that the instance has in the saved topology; empty for a new one */
        @POST
        public FormValidation doCheckUrl(@QueryParameter String value, @QueryParameter String original) {
            return check(FieldCheck.someItem().text("url", text(value)), "url", original);
        }

        public AutoCompletionCandidates doAutoCompleteCustomer(@QueryParameter String value) {
            return Completion.of(Section.CUSTOMERS, value);
        }

        public AutoCompletionCandidates doAutoCompleteEnvironment(@QueryParameter String value) {
            return Completion.of(Section.ENVIRONMENTS, value);
        }
    }
}
