package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Describable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The steps in the Snippet Generator: each form gives back the step that it shows, and the snippet that stands for it. */
public class FormsTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static List<String> texts(String... texts) {
        return new ArrayList<>(List.of(texts));
    }

    private static Map<String, String> pair(String key, String value) {
        return new HashMap<>(Map.of(key, value));
    }

    private static PlanRolloutStep plan(Object environments) {
        return new PlanRolloutStep("billing", "4.2.0", environments);
    }

    private static void assertKept(Step step, String snippet) throws Exception {
        assertThat(Snippetizer.object2Groovy(step)).isEqualTo(snippet);
        Step after = new StepConfigTester(JENKINS).configRoundTrip(step);
        assertThat(Snippetizer.object2Groovy(after)).isEqualTo(snippet);
    }

    @Test
    public void theLeastOfAPlan() throws Exception {
        PlanRolloutStep step = plan(texts("production"));
        step.setStrategy(new AllAtOnceStrategy());

        assertKept(
                step,
                "planRollout environments: ['production'], service: 'billing', strategy: allAtOnce(), version: '4.2.0'");
    }

    @Test
    public void aCanaryOfLabelledCustomers() throws Exception {
        CanaryStrategy canary = new CanaryStrategy();
        canary.setFirst("2");
        canary.setThen(texts("10%", "100%"));
        canary.setMaxParallel(8);
        canary.setFailureBudget("1");
        canary.setBake("30s");
        canary.setOnFailure("hold");
        PlanRolloutStep step = plan(texts("uat", "production"));
        step.setStrategy(canary);
        step.setCustomers(pair("tier", "gold"));
        step.setWhere(pair("region", "eu"));
        step.setRings(texts("1", "2"));
        step.setArtifact("dist/billing.tar.gz");
        step.setMaxParallel(8);
        step.setSamples(5);
        step.setInterval("2s");
        step.setPromotion("ignore");
        step.setFourEyes(true);
        step.setFromAgent(true);
        step.setReason("why not");

        assertKept(
                step,
                "planRollout artifact: 'dist/billing.tar.gz', customers: [tier: 'gold'], environments: ['uat', 'production'],"
                        + " fourEyes: true, fromAgent: true, interval: '2s', maxParallel: 8, promotion: 'ignore', reason: 'why not',"
                        + " rings: ['1', '2'], samples: 5, service: 'billing', strategy: canary(bake: '30s',"
                        + " failureBudget: '1', first: '2', maxParallel: 8, onFailure: 'hold', then: ['10%', '100%']),"
                        + " version: '4.2.0', where: [region: 'eu']");
    }

    @Test
    public void checksOfAllKinds() throws Exception {
        HttpCheckDescription http = new HttpCheckDescription("/health");
        http.setStatus(204);
        http.setLatencyBelow("500ms");
        http.setBody("ok");
        http.setJson(pair("/version", "{version}"));
        http.setTimeout("3s");
        CommandCheckDescription command = new CommandCheckDescription("./smoke.sh");
        command.setTimeout("1m");
        HealthGateStep step = new HealthGateStep(2);
        step.setChecks(List.of(http, command));
        step.setFailStep(false);
        step.setFromAgent(true);

        assertKept(
                step,
                "healthGate checks: [httpCheck(body: 'ok', json: ['/version': '{version}'], latencyBelow: '500ms',"
                        + " path: '/health', status: 204, timeout: '3s'), commandCheck(command: './smoke.sh', timeout: '1m')],"
                        + " failStep: false, fromAgent: true, wave: 2");
    }

    @Test
    public void theOtherStrategies() throws Exception {
        PlanRolloutStep step = plan(texts("production"));
        step.setStrategy(new RollingStrategy("25%"));
        assertKept(
                step,
                "planRollout environments: ['production'], service: 'billing', strategy: rolling('25%'), version: '4.2.0'");
        step.setStrategy(new RingsStrategy());
        assertKept(
                step,
                "planRollout environments: ['production'], service: 'billing', strategy: rings(), version: '4.2.0'");
    }

    @Test
    public void theSmallSteps() throws Exception {
        assertKept(new HealthGateStep(1), "healthGate 1");
        assertKept(new RolloutNextStep("billing-4.2.0"), "rolloutNext 'billing-4.2.0'");
        assertKept(new RolloutModeStep(), "rolloutMode()");
        assertKept(new RolloutInstanceStep(), "rolloutInstance()");
    }

    @Test
    public void everyParameterHasHelpAndAReference() throws Exception {
        for (Class<?> type : List.of(
                PlanRolloutStep.class,
                DeployToInstancesStep.class,
                RollbackInstancesStep.class,
                HealthGateStep.class,
                RolloutNextStep.class,
                RolloutInstanceStep.class,
                RolloutModeStep.class)) {
            SnippetizerTester.assertDocGeneration(type.asSubclass(Step.class));
            assertHelp(type);
        }
        for (Class<?> type : List.of(
                CanaryStrategy.class,
                RollingStrategy.class,
                RingsStrategy.class,
                AllAtOnceStrategy.class,
                HttpCheckDescription.class,
                CommandCheckDescription.class)) {
            assertHelp(type);
        }
    }

    private static void assertHelp(Class<?> type) throws Exception {
        assertThat(type.getResource(type.getSimpleName() + "/help.html"))
                .as("%s", type)
                .isNotNull();
        String descriptor = JENKINS.jenkins
                .getDescriptor(type.asSubclass(Describable.class))
                .getDescriptorUrl();
        for (DescribableParameter parameter : DescribableModel.of(type).getParameters()) {
            assertThat(JENKINS.createWebClient()
                            .goTo(descriptor + "/help/" + parameter.getName(), "text/html")
                            .getWebResponse()
                            .getContentAsString())
                    .as("help of %s in %s", parameter.getName(), type)
                    .contains("<div>");
        }
    }
}
