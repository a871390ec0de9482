package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** {@code canary(first: 1, then: ['10%', '100%'])}: a few first, then ever larger shares. */
public final class CanaryStrategy extends StrategyDescription {
    private String first = "";
    private List<String> then = new ArrayList<>();

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
        this.then = new ArrayList<>(then);
    }

    /** For the form. */
    public String getThenText() {
        return Choices.text(then, ", ");
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
    public static final class DescriptorImpl extends StrategyDescriptor {
        @Override
        public String getDisplayName() {
            return "Canary";
        }

        @Override
        public StrategyDescription newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            CanaryStrategy strategy = (CanaryStrategy) super.newInstance(request, Choices.without(form, "then"));
            strategy.setThen(Choices.names(form.optString("then")));
            return strategy;
        }
    }
}
