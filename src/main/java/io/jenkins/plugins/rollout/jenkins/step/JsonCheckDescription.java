package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code jsonCheck(url: '/stats.json', pointer: '/queue', successCondition: 'result < 10')}: reads a number from an API. */
public final class JsonCheckDescription extends CheckDescription {
    private final String url;
    private final String pointer;
    private String total = "";
    private boolean counter;
    private String timeout = "";
    private String credentialsId = "";

    /**
     * @param url an address, or a path below the instance's
     * @param pointer where the number stands
     */
    @DataBoundConstructor
    public JsonCheckDescription(String url, String pointer) {
        this.url = url == null ? "" : url;
        this.pointer = pointer == null ? "" : pointer;
    }

    public String getUrl() {
        return url;
    }

    public String getPointer() {
        return pointer;
    }

    public String getTotal() {
        return total;
    }

    /** @param total where it stands of how many requests those events are; empty if of none */
    @DataBoundSetter
    public void setTotal(String total) {
        this.total = total;
    }

    public boolean isCounter() {
        return counter;
    }

    /** @param counter whether the number is a running total by itself */
    @DataBoundSetter
    public void setCounter(boolean counter) {
        this.counter = counter;
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
        own.put("url", url);
        own.put("pointer", pointer);
        SpecText.putUnlessEmpty(own, "total", total);
        SpecText.putIfTrue(own, "counter", counter);
        SpecText.putUnlessEmpty(own, "timeout", timeout);
        SpecText.putUnlessEmpty(own, "credentials", credentialsId);
        return own;
    }

    @Extension
    @Symbol("jsonCheck")
    public static final class DescriptorImpl extends CheckDescriptor {
        @Override
        public String getDisplayName() {
            return "JSON";
        }

        @Override
        public String kind() {
            return "json";
        }
    }
}
