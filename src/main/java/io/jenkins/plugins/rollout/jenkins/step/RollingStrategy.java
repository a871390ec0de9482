package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code rolling(batch: '25%')}: waves of the same size. */
public final class RollingStrategy extends StrategyDescription {
    private final String batch;

    /** @param batch instances, or a percentage */
    @DataBoundConstructor
    public RollingStrategy(String batch) {
        this.batch = batch == null ? "" : batch;
    }

    public String getBatch() {
        return batch;
    }

    @Override
    Map<String, Object> own() {
        return Map.of("rolling", Map.of("batch", batch));
    }

    @Extension
    @Symbol("rolling")
    public static final class DescriptorImpl extends StrategyDescriptor {
        @Override
        public String getDisplayName() {
            return "Rolling";
        }
    }
}
