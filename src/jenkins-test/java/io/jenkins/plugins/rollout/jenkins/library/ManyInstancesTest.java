package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Two hundred instances in one wave. Says what that takes beside a plain {@code parallel}. */
public class ManyInstancesTest {
    private static final int INSTANCES = 200;

    private static final String CALL = """
            rollout(service: 'billing', version: '1.0', environments: ['production']%s) { echo "brought ${it.name}" }
            """;

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final AllIsSaved saved = new AllIsSaved();

    static {
        JENKINS.timeout = 900;
    }

    private static WorkflowRun run(String script) throws Exception {
        return Builds.run(JENKINS, Result.SUCCESS, script);
    }

    @Test
    public void areBroughtTestedAndJudgedWithoutAWarning() throws Exception {
        TopologyConfiguration.get()
                .replace(
                        IntStream.rangeClosed(1, INSTANCES)
                                .mapToObj(number -> "{name: i" + number + ", environment: production}")
                                .collect(Collectors.joining(
                                        ",",
                                        "{environments: [{name: production}], services: [{name: billing}], instances: [",
                                        "]}")),
                        "for a test");

        WorkflowRun plain = run("""
                def branches = [:]
                for (int i = 1; i <= %d; i++) { branches["i${i}".toString()] = { echo 'brought' } }
                parallel(branches)
                """.formatted(INSTANCES));
        WorkflowRun build = run(CALL.formatted(", verify: { echo \"tested ${it.name}\" }"));

        System.out.printf(
                "%d branches of echo: parallel %d ms, a rollout with tests and a gate %d ms%n",
                INSTANCES, plain.getDuration(), build.getDuration());
        String all = JenkinsRule.getLog(build);
        assertThat(all.lines().filter(line -> line.startsWith("brought i"))).hasSize(INSTANCES);
        assertThat(all.lines().filter(line -> line.startsWith("tested i"))).hasSize(INSTANCES);
        assertThat(StageList.of(build)).endsWith("Succeeded: 200 of 200\n");
    }
}
