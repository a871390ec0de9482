package io.jenkins.plugins.rollout.jenkins.topology;

import hudson.Extension;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.rollout.topology.Section;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Names a service in a list of such. */
public final class ServiceReference implements Describable<ServiceReference> {
    private final String name;

    @DataBoundConstructor
    public ServiceReference(String name) {
        this.name = TopologyDescribable.text(name);
    }

    public String getName() {
        return name;
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<ServiceReference> {
        @Override
        public String getDisplayName() {
            return "Service";
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return FieldCheck.check(
                    Section.SERVICES,
                    FieldCheck.someItem().required("dependsOn", List.of(TopologyDescribable.text(value))),
                    "dependsOn");
        }

        public AutoCompletionCandidates doAutoCompleteName(@QueryParameter String value) {
            return Completion.of(Section.SERVICES, value);
        }
    }
}
