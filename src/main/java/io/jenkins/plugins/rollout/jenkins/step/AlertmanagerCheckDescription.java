package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import hudson.model.Descriptor.FormException;
import java.util.LinkedHashMap;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** {@code alertmanagerCheck(matchers: [customer: '{customer}'])}: fails while an alert with these labels fires. */
public final class AlertmanagerCheckDescription extends CheckDescription {
    private Object matchers;
    private String url = "";
    private String timeout = "";
    private String credentialsId = "";

    /** @param matchers a map of labels to the values that an alert must have */
    @DataBoundConstructor
    public AlertmanagerCheckDescription(Object matchers) {
        this.matchers = matchers == null ? new LinkedHashMap<>() : matchers;
    }

    public Object getMatchers() {
        return matchers;
    }

    /** For the form: a line for each. */
    public String getMatchersText() {
        return Choices.text(matchers, "\n");
    }

    public String getUrl() {
        return url;
    }

    /** @param url below which the API is; empty for the variable {@code ROLLOUT_ALERTMANAGER_URL} */
    @DataBoundSetter
    public void setUrl(String url) {
        this.url = url;
    }

    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** @param credentialsId of a secret text, or of a user with a password; empty for none */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = credentialsId;
    }

    @Override
    protected Map<String, Object> own() {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("matchers", matchers);
        SpecText.putUnlessEmpty(own, "url", url);
        SpecText.putUnlessEmpty(own, "timeout", timeout);
        SpecText.putUnlessEmpty(own, "credentials", credentialsId);
        return own;
    }

    @Extension
    @Symbol("alertmanagerCheck")
    public static final class DescriptorImpl extends CheckDescriptor {
        @Override
        public String getDisplayName() {
            return "Alertmanager";
        }

        @Override
        public String kind() {
            return "alertmanager";
        }

        @Override
        public CheckDescription newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            AlertmanagerCheckDescription check =
                    (AlertmanagerCheckDescription) super.newInstance(request, Choices.without(form, "matchers"));
            check.matchers = Choices.pairs(form.optString("matchers"));
            return check;
        }
    }
}
