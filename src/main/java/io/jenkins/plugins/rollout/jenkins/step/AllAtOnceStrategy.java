package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code allAtOnce()}: one wave. */
public final class AllAtOnceStrategy extends StrategyDescription {
    @DataBoundConstructor
    public AllAtOnceStrategy() {}

    @Override
    Map<String, Object> own() {
        return Map.of("allAtOnce", Map.of());
    }

    @Extension
    @Symbol("allAtOnce")
    public static final class DescriptorImpl extends StrategyDescriptor {
        @Override
        public String getDisplayName() {
            return "All at once";
        }
    }
}
