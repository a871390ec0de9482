package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code junitCheck(run: './smoke.sh', reports: 'reports/{instance}/*.xml')}: a suite of tests for each instance, on the agent. */
public final class JunitCheckDescription extends CheckDescription {
    private final String reports;
    private String run = "";
    private String timeout = "";

    /** @param reports a glob of files in the workspace */
    @DataBoundConstructor
    public JunitCheckDescription(String reports) {
        this.reports = reports == null ? "" : reports;
    }

    public String getReports() {
        return reports;
    }

    public String getRun() {
        return run;
    }

    /** @param run a command line that runs the tests; empty if somebody else does */
    @DataBoundSetter
    public void setRun(String run) {
        this.run = run;
    }

    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    @Override
    protected Map<String, Object> own() {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("reports", reports);
        SpecText.putUnlessEmpty(own, "run", run);
        SpecText.putUnlessEmpty(own, "timeout", timeout);
        return own;
    }

    @Extension
    @Symbol("junitCheck")
    public static final class DescriptorImpl extends CheckDescriptor {
        @Override
        public String getDisplayName() {
            return "JUnit";
        }

        @Override
        public String kind() {
            return "junit";
        }
    }
}
