package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code jsonCheck(url: '/stats.json', pointer: '/queue', successCondition: 'result < 10')}: reads a number from an API. */
public final class JsonCheckDescription extends ServerCheckDescription {
    private final String url;
    private final String pointer;
    private String total = "";
    private boolean counter;

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

    @Override
    Map<String, Object> question() {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("url", url);
        own.put("pointer", pointer);
        SpecText.putUnlessEmpty(own, "total", total);
        SpecText.putIfTrue(own, "counter", counter);
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
