package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code prometheusCheck(query: 'sum(up{instance="{instance}"})', successCondition: 'result > 0')}: asks a Prometheus. */
public final class PrometheusCheckDescription extends CheckDescription {
    private final String query;
    private String url = "";
    private String total = "";
    private boolean counter;
    private String range = "";
    private String step = "";
    private String timeout = "";
    private String credentialsId = "";

    /** @param query PromQL that gives one number */
    @DataBoundConstructor
    public PrometheusCheckDescription(String query) {
        this.query = query == null ? "" : query;
    }

    public String getQuery() {
        return query;
    }

    public String getUrl() {
        return url;
    }

    /** @param url below which the API is; empty for the variable {@code ROLLOUT_PROMETHEUS_URL} */
    @DataBoundSetter
    public void setUrl(String url) {
        this.url = url;
    }

    public String getTotal() {
        return total;
    }

    /** @param total PromQL of how many requests the query's events are a part of; empty if of none */
    @DataBoundSetter
    public void setTotal(String total) {
        this.total = total;
    }

    public boolean isCounter() {
        return counter;
    }

    /** @param counter whether the query gives a running total by itself */
    @DataBoundSetter
    public void setCounter(boolean counter) {
        this.counter = counter;
    }

    public String getRange() {
        return range;
    }

    /** @param range how far back all numbers are asked for; empty for just the one of the moment */
    @DataBoundSetter
    public void setRange(String range) {
        this.range = range;
    }

    public String getStep() {
        return step;
    }

    /** @param step between the numbers of a range */
    @DataBoundSetter
    public void setStep(String step) {
        this.step = step;
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
        own.put("query", query);
        SpecText.putUnlessEmpty(own, "url", url);
        SpecText.putUnlessEmpty(own, "total", total);
        SpecText.putIfTrue(own, "counter", counter);
        SpecText.putUnlessEmpty(own, "range", range);
        SpecText.putUnlessEmpty(own, "step", step);
        SpecText.putUnlessEmpty(own, "timeout", timeout);
        SpecText.putUnlessEmpty(own, "credentials", credentialsId);
        return own;
    }

    @Extension
    @Symbol("prometheusCheck")
    public static final class DescriptorImpl extends CheckDescriptor {
        @Override
        public String getDisplayName() {
            return "Prometheus";
        }

        @Override
        public String kind() {
            return "prometheus";
        }
    }
}
