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

/** Names an environment in a list of such. */
public final class EnvironmentReference implements Describable<EnvironmentReference> {
    private final String name;

    @DataBoundConstructor
    public EnvironmentReference(String name) {
        this.name = TopologyDescribable.text(name);
    }

    public String getName() {
        return name;
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<EnvironmentReference> {
        @Override
        public String getDisplayName() {
            return "Environment";
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return FieldCheck.check(
                    Section.INSTANCES,
                    FieldCheck.someItem().required("environment", TopologyDescribable.text(value)),
                    "environment");
        }

        public AutoCompletionCandidates doAutoCompleteName(@QueryParameter String value) {
            return Completion.of(Section.ENVIRONMENTS, value);
        }
    }
}
