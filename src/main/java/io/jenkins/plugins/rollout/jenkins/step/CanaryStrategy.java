package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import hudson.model.Descriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code canary(first: 1, then: ['10%', '100%'])}: a few first, then ever larger shares. */
public final class CanaryStrategy extends StrategyDescription {
    private String first = "";
    private List<String> then = List.of();

    @DataBoundConstructor
    public CanaryStrategy() {}

    public String getFirst() {
        return first;
    }

    /** @param first instances, or a percentage */
    @DataBoundSetter
    public void setFirst(String first) {
        this.first = first;
    }

    public List<String> getThen() {
        return List.copyOf(then);
    }

    /** @param then cumulative shares, rising */
    @DataBoundSetter
    public void setThen(List<String> then) {
        this.then = List.copyOf(then);
    }

    @Override
    Map<String, Object> own() {
        Map<String, Object> canary = new LinkedHashMap<>();
        SpecText.putUnlessEmpty(canary, "first", first);
        if (!then.isEmpty()) {
            canary.put("then", then);
        }
        return Map.of("canary", canary);
    }

    @Extension
    @Symbol("canary")
    public static final class DescriptorImpl extends Descriptor<StrategyDescription> {
        @Override
        public String getDisplayName() {
            return "Canary";
        }
    }
}
