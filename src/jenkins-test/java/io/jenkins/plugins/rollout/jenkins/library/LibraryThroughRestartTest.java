package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** A build keeps the library that it began with: through a restart, an upgrade of the plugin, and a change of the mode. */
public class LibraryThroughRestartTest {
    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    private Path buildsCopyOf(String name) throws IOException {
        Path libraries = sessions.getHome().toPath().resolve("jobs/billing/builds/1/libs");
        try (Stream<Path> all = Files.list(libraries)) {
            List<Path> copies = all.filter(Files::isDirectory).toList();
            assertThat(copies).hasSize(1);
            return copies.get(0).resolve(name);
        }
    }

    @Test
    public void aBuildKeepsItsOwnCopy() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "billing");
            job.setDefinition(new CpsFlowDefinition("""
                    echo(rollout == null ? 'none' : 'there before')
                    semaphore 'between'
                    promote.isOfTheBuildsOwnCopy()
                    echo libraryResource('rollout/failed.txt')
                    echo(rollout == null ? 'none' : 'there afterwards')
                    """, true));
            SemaphoreStep.waitForStart("between/1", job.scheduleBuild2(0).waitForStart());
            RolloutLibraryConfiguration.get().setMode("off");
        });

        for (String name : LibraryFiles.NAMES) {
            assertThat(buildsCopyOf(name)).hasSameBinaryContentAs(Path.of(name));
        }
        // What the plugin has now is another one, as after an upgrade.
        Files.writeString(buildsCopyOf("vars/promote.groovy"), "def isOfTheBuildsOwnCopy() { echo 'the own call' }");
        Files.writeString(buildsCopyOf("resources/rollout/failed.txt"), "the own template");

        sessions.then(jenkins -> {
            WorkflowRun build = jenkins.jenkins
                    .getItemByFullName("billing", WorkflowJob.class)
                    .getBuildByNumber(1);
            SemaphoreStep.success("between/1", null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));

            jenkins.assertLogContains("there before", build);
            jenkins.assertLogContains("the own call", build);
            jenkins.assertLogContains("the own template", build);
            jenkins.assertLogContains("there afterwards", build);
        });
    }
}
