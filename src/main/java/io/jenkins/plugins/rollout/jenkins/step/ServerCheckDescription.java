package io.jenkins.plugins.rollout.jenkins.step;

import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** A check that asks a server, which may want to know who asks. */
public abstract class ServerCheckDescription extends CheckDescription {
    private String timeout = "";
    private String credentialsId = "";

    public String getTimeout() {
        return timeout;
    }

    /** @param timeout of an answer; empty for the default of its kind */
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

    /** What is asked, without how the server is. */
    abstract Map<String, Object> question();

    @Override
    protected final Map<String, Object> own() {
        Map<String, Object> own = new LinkedHashMap<>(question());
        SpecText.putUnlessEmpty(own, "timeout", timeout);
        SpecText.putUnlessEmpty(own, "credentials", credentialsId);
        return own;
    }
}
