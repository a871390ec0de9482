package io.jenkins.plugins.rollout.jenkins.step;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Extension;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** {@code httpCheck(path: '/health', latencyBelow: '500ms')}: asks each instance over HTTP. */
public final class HttpCheckDescription extends CheckDescription {
    private static final int OK = 200;

    private final String path;
    private int status = OK;
    private String latencyBelow = "";
    private String body = "";
    private Object json = new LinkedHashMap<>();
    private String timeout = "";
    private String credentialsId = "";

    @DataBoundConstructor
    public HttpCheckDescription(String path) {
        this.path = path == null ? "" : path;
    }

    public String getPath() {
        return path;
    }

    public int getStatus() {
        return status;
    }

    @DataBoundSetter
    public void setStatus(int status) {
        this.status = status;
    }

    public String getLatencyBelow() {
        return latencyBelow;
    }

    @DataBoundSetter
    public void setLatencyBelow(String latencyBelow) {
        this.latencyBelow = latencyBelow;
    }

    public String getBody() {
        return body;
    }

    @DataBoundSetter
    public void setBody(String body) {
        this.body = body;
    }

    public Object getJson() {
        return json;
    }

    /** @param json a map of JSON pointers to the texts that must stand there */
    @DataBoundSetter
    public void setJson(Object json) {
        this.json = json;
    }

    /** For the form: a line for each. */
    public String getJsonText() {
        return Choices.text(json, "\n");
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
    Map<String, Object> section() {
        Map<String, Object> http = new LinkedHashMap<>();
        SpecText.putUnlessEmpty(http, "path", path);
        if (status != OK) {
            http.put("status", status);
        }
        SpecText.putUnlessEmpty(http, "latencyBelow", latencyBelow);
        SpecText.putUnlessEmpty(http, "body", body);
        if (!Map.of().equals(json)) {
            http.put("json", json);
        }
        SpecText.putUnlessEmpty(http, "timeout", timeout);
        SpecText.putUnlessEmpty(http, "credentials", credentialsId);
        return Map.of("http", http);
    }

    @Extension
    @Symbol("httpCheck")
    public static final class DescriptorImpl extends Descriptor<CheckDescription> {
        @Override
        public String getDisplayName() {
            return "HTTP";
        }

        @Override
        public CheckDescription newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            HttpCheckDescription check =
                    (HttpCheckDescription) super.newInstance(request, Choices.without(form, "json"));
            check.setJson(Choices.pairs(form.optString("json")));
            return check;
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

        @POST
        public FormValidation doCheckPath(@QueryParameter String value) {
            return value.startsWith("/") ? FormValidation.ok() : FormValidation.error("Begin it with a slash.");
        }
    }
}
