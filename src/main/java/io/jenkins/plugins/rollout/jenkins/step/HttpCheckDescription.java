package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import hudson.model.Descriptor.FormException;
import hudson.util.FormValidation;
import java.util.LinkedHashMap;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
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
    protected Map<String, Object> own() {
        Map<String, Object> http = new LinkedHashMap<>();
        SpecText.putUnlessEmpty(http, "path", path);
        SpecText.putUnless(OK, http, "status", status);
        SpecText.putUnlessEmpty(http, "latencyBelow", latencyBelow);
        SpecText.putUnlessEmpty(http, "body", body);
        if (!Map.of().equals(json)) {
            http.put("json", json);
        }
        SpecText.putUnlessEmpty(http, "timeout", timeout);
        SpecText.putUnlessEmpty(http, "credentials", credentialsId);
        return http;
    }

    @Extension
    @Symbol("httpCheck")
    public static final class DescriptorImpl extends CheckDescriptor {
        @Override
        public String getDisplayName() {
            return "HTTP";
        }

        @Override
        public String kind() {
            return "http";
        }

        @Override
        public CheckDescription newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            HttpCheckDescription check =
                    (HttpCheckDescription) super.newInstance(request, Choices.without(form, "json"));
            check.setJson(Choices.pairs(form.optString("json")));
            return check;
        }

        @POST
        public FormValidation doCheckPath(@QueryParameter String value) {
            return value.startsWith("/") ? FormValidation.ok() : FormValidation.error("Begin it with a slash.");
        }
    }
}
