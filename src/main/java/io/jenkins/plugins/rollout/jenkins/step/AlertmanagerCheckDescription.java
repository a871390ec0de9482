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
public final class AlertmanagerCheckDescription extends ServerCheckDescription {
    private Object matchers;
    private String url = "";

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

    @Override
    Map<String, Object> question() {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("matchers", matchers);
        SpecText.putUnlessEmpty(own, "url", url);
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
