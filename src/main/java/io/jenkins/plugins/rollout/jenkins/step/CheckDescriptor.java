package io.jenkins.plugins.rollout.jenkins.step;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.rollout.source.SourceKinds;
import io.jenkins.plugins.rollout.source.SourceReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** A kind of check. Its {@code @Symbol} is how a pipeline calls it. */
public abstract class CheckDescriptor extends Descriptor<CheckDescription> {
    /** The word of the kind, as a rollout file has it: {@code http}. */
    public abstract String kind();

    /**
     * Makes a source of what {@link CheckDescription#own} says. It is asked on the controller or on an agent, about many
     * instances at the same time.
     *
     * @return nothing for the kinds that the engine has itself
     */
    public Optional<SourceReader> reader() {
        return Optional.empty();
    }

    /** Tells the engine, before any rollout is read, where to find the kinds that plugins bring. */
    @Initializer(before = InitMilestone.JOB_LOADED)
    public static void bringKinds() {
        SourceKinds.bring(CheckDescriptor::readers);
    }

    private static Map<String, SourceReader> readers() {
        Map<String, SourceReader> readers = new HashMap<>();
        for (CheckDescriptor one : ExtensionList.lookup(CheckDescriptor.class)) {
            one.reader().ifPresent(reader -> readers.putIfAbsent(one.kind(), reader));
        }
        return readers;
    }

    /** In a form, how to compare stands behind a box that is ticked to compare at all. */
    @Override
    public CheckDescription newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        JSONObject flat = Choices.without(form, "comparing");
        if (form.get("comparing") instanceof JSONObject comparing) {
            flat.put("compare", comparing.get("compare"));
        }
        return super.newInstance(request, flat);
    }

    /** The secrets of a job for those who may configure it. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        StandardListBoxModel choices = new StandardListBoxModel();
        boolean mayChoose = item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
        if (!mayChoose) {
            return choices.includeCurrentValue(credentialsId);
        }
        return choices.includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2,
                        item,
                        StandardCredentials.class,
                        List.of(),
                        CredentialsMatchers.anyOf(
                                CredentialsMatchers.instanceOf(StringCredentials.class),
                                CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class)))
                .includeCurrentValue(credentialsId);
    }
}
