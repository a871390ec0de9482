package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;
import org.jvnet.hudson.test.LoggerRule;

/** Fails a test in which a pipeline could not be saved, as something in it can't be serialized: a restart would have lost it. */
final class AllIsSaved extends LoggerRule {
    AllIsSaved() {
        record("org.jenkinsci.plugins.workflow.cps", Level.WARNING);
        capture(1_000);
    }

    @Override
    protected void after() {
        List<String> messages = List.copyOf(getMessages());
        super.after();
        assertThat(messages).noneMatch(message -> message.contains("save failed"));
    }
}
