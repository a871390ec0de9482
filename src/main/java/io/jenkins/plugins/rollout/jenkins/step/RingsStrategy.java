package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code rings()}: a wave for each ring of customers. */
public final class RingsStrategy extends StrategyDescription {
    @DataBoundConstructor
    public RingsStrategy() {}

    @Override
    Map<String, Object> own() {
        return Map.of("rings", Map.of());
    }

    @Extension
    @Symbol("rings")
    public static final class DescriptorImpl extends StrategyDescriptor {
        @Override
        public String getDisplayName() {
            return "Rings";
        }
    }
}
