package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.source.Inquiry;
import io.jenkins.plugins.rollout.source.Laboratory;
import io.jenkins.plugins.rollout.source.Reading;
import io.jenkins.plugins.rollout.source.Sample;
import io.jenkins.plugins.rollout.source.Source;
import io.jenkins.plugins.rollout.source.SourceKinds;
import io.jenkins.plugins.rollout.source.SourceReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;

/** Another plugin brings a kind of check, which then is like the plugin's own. */
public class OtherPluginTest {
    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    /** {@code lettersCheck(of: '{instance}')}: how many letters a text has. */
    public static final class LettersCheck extends CheckDescription {
        private final String of;

        @DataBoundConstructor
        public LettersCheck(String of) {
            this.of = of;
        }

        public String getOf() {
            return of;
        }

        @Override
        protected Map<String, Object> own() {
            return Map.of("of", of);
        }

        @Symbol("lettersCheck")
        @TestExtension
        public static final class DescriptorImpl extends CheckDescriptor {
            @Override
            public String getDisplayName() {
                return "Letters";
            }

            @Override
            public String kind() {
                return "letters";
            }

            @Override
            public Optional<SourceReader> reader() {
                return Optional.of((node, problems) -> Fields.of(node, "a letters check", List.of("of"), problems)
                        .flatMap(fields -> fields.requiredText("of"))
                        .map(of -> new Letters(of.text())));
            }
        }
    }

    private record Letters(String of) implements Source {
        private static final long serialVersionUID = 1L;

        @Override
        public String name() {
            return "letters";
        }

        @Override
        public boolean needsUrl() {
            return false;
        }

        @Override
        public boolean provesVersion() {
            return false;
        }

        @Override
        public Answers answers() {
            return Answers.NUMBERS;
        }

        @Override
        public Reading read(Inquiry inquiry, Laboratory laboratory) {
            String text = of.replace("{instance}", inquiry.subject().instance());
            return Reading.numbers(
                    text, laboratory.clock().instant(), Duration.ZERO, List.of(Sample.of(text.length())));
        }
    }

    private WorkflowRun build(Result result, String check) throws Exception {
        TopologyConfiguration.get().replace("""
                        environments: [{name: qa}]
                        services: [{name: billing}]
                        instances: [{name: acme, environment: qa}]
                        """, "test");
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                rollout(service: 'billing', version: '1', environments: 'qa', checks: [%s]) { echo 'brought' }
                """.formatted(check), true));
        return jenkins.buildAndAssertStatus(result, job);
    }

    @Test
    public void itIsCalledByItsSymbol() throws Exception {
        WorkflowRun build = build(Result.SUCCESS, "lettersCheck(of: '{instance}', successCondition: 'result == 4')");

        jenkins.assertLogContains("acme: found healthy: letters: ", build);
        assertThat(SourceKinds.names()).contains("letters", "http");
    }

    @Test
    public void itIsJudgedLikeAnyOther() throws Exception {
        WorkflowRun build = build(Result.FAILURE, "[letters: [of: '{instance}'], failureCondition: 'result > 3']");

        jenkins.assertLogContains("acme: found unhealthy: letters: result is 4", build);
    }
}
