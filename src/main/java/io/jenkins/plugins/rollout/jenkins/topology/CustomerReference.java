package io.jenkins.plugins.rollout.jenkins.topology;

import hudson.Extension;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.rollout.topology.Section;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Names a customer in a list of such. */
public final class CustomerReference implements Describable<CustomerReference> {
    private final String name;

    @DataBoundConstructor
    public CustomerReference(String name) {
        this.name = TopologyDescribable.text(name);
    }

    public String getName() {
        return name;
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<CustomerReference> {
        @Override
        public String getDisplayName() {
            return "Customer";
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return FieldCheck.check(
                    Section.INSTANCES,
                    FieldCheck.someItem().required("customer", TopologyDescribable.text(value)),
                    "customer");
        }

        public AutoCompletionCandidates doAutoCompleteName(@QueryParameter String value) {
            return Completion.of(Section.CUSTOMERS, value);
        }
    }
}
