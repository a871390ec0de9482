package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import io.jenkins.plugins.rollout.jenkins.step.PlanRolloutStep;
import java.util.List;
import java.util.logging.LogRecord;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** A controller whose pipelines can't load libraries at all. */
public class WithoutLibrariesTest {
    @Rule
    public final RealJenkinsRule controller =
            new RealJenkinsRule().omitPlugins("pipeline-groovy-lib", "pipeline-model-definition");

    @Test
    public void thePluginIsThereWithoutItsLibrary() throws Throwable {
        controller.then(WithoutLibrariesTest::hasTheStepsAndNothingElse);
    }

    private static void hasTheStepsAndNothingElse(JenkinsRule jenkins) {
        assertThat(Jenkins.get().getPluginManager().getPlugin("pipeline-groovy-lib"))
                .isNull();
        assertThat(Jenkins.get().getPluginManager().getPlugin("rollout-matrix").isActive())
                .isTrue();
        assertThat(ExtensionList.lookup(PlanRolloutStep.DescriptorImpl.class)).hasSize(1);
        RolloutLibraryConfiguration configuration = GlobalConfiguration.all().get(RolloutLibraryConfiguration.class);
        assertThat(configuration.getGlobalConfigPage()).isNull();
        configuration.setMode("off");
        assertThat(configuration.getMode()).isEqualTo("off");

        List<LogRecord> records = Jenkins.logRecords;
        assertThat(records.stream()
                        .filter(record -> record.getThrown() instanceof LinkageError
                                || String.valueOf(record.getMessage()).contains("rollout.jenkins.library"))
                        .map(LogRecord::getMessage))
                .isEmpty();
    }
}
