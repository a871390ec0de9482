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
    public void checksThatAskForNumbers() throws Exception {
        PrometheusCheckDescription prometheus = new PrometheusCheckDescription("errors{instance=\"{instance}\"}");
        prometheus.setTotal("requests");
        prometheus.setUrl("https://prometheus.example.com");
        prometheus.setTimeout("5s");
        SequentialComparison sequential = new SequentialComparison();
        sequential.setBaseline(texts("oldRelease", "before"));
        sequential.setDirection("either");
        sequential.setMargin("50%");
        sequential.setKind("counts");
        sequential.setNegligible("0.5%");
        prometheus.setCompare(sequential);
        JsonCheckDescription json = new JsonCheckDescription("/stats.json", "/p95");
        MannWhitneyComparison window = new MannWhitneyComparison();
        window.setTolerance("30%");
        window.setMissing("replace");
        window.setCritical(true);
        window.setGroups(texts("latency"));
        json.setCompare(window);
        json.setCount(50);
        HealthGateStep step = new HealthGateStep(1);
        step.setChecks(List.of(prometheus, json));

        assertKept(
                step,
                "healthGate checks: [prometheusCheck(compare: sequential(baseline: ['oldRelease', 'before'], direction: 'either',"
                        + " kind: 'counts', margin: '50%', negligible: '0.5%'), query: 'errors{instance=\"{instance}\"}',"
                        + " timeout: '5s', total: 'requests', url: 'https://prometheus.example.com'), jsonCheck(compare:"
                        + " mannWhitney(critical: true, groups: ['latency'], missing: 'replace', tolerance: '30%'), count: 50,"
                        + " pointer: '/p95', url: '/stats.json')], wave: 1");
    }

    @Test
    public void checksByConditions() throws Exception {
        AlertmanagerCheckDescription alerts = new AlertmanagerCheckDescription(pair("customer", "{customer}"));
        alerts.setUrl("https://alertmanager.example.com");
        alerts.setDryRun(true);
        JunitCheckDescription junit = new JunitCheckDescription("reports/{instance}/*.xml");
        junit.setRun("./smoke.sh");
        junit.setFailureLimit(1);
        junit.setInconclusiveLimit(2);
        junit.setConsecutiveErrorLimit(3);
        PrometheusCheckDescription queue = new PrometheusCheckDescription("queue_length");
        queue.setName("queue");
        queue.setSuccessCondition("result < 10");
        queue.setFailureCondition("result > 20");
        queue.setInitialDelay("30s");
        queue.setInterval("15s");
        queue.setRange("1m");
        queue.setStep("5s");
        HealthGateStep step = new HealthGateStep(1);
        step.setChecks(List.of(alerts, junit, queue));

        assertKept(
                step,
                "healthGate checks: [alertmanagerCheck(dryRun: true, matchers: [customer: '{customer}'],"
                        + " url: 'https://alertmanager.example.com'), junitCheck(consecutiveErrorLimit: 3, failureLimit: 1,"
                        + " inconclusiveLimit: 2, reports: 'reports/{instance}/*.xml', run: './smoke.sh'),"
                        + " prometheusCheck(failureCondition: 'result > 20', initialDelay: '30s', interval: '15s', name: 'queue',"
                        + " query: 'queue_length', range: '1m', step: '5s', successCondition: 'result < 10')], wave: 1");
    }

    @Test
    public void aWholeGate() throws Exception {
        PlanRolloutStep step = plan(texts("production"));
        step.setStrategy(new AllAtOnceStrategy());
        step.setChecks(List.of(new HttpCheckDescription("/")));
        step.setAlpha("1%");
        step.setOnInconclusive("fail");
        step.setBackground(true);
        ScoreDescription score = new ScoreDescription();
        score.setPass(80);
        score.setWeights(pair("latency", "70"));
        step.setScore(score);

        assertKept(
                step,
                "planRollout alpha: '1%', background: true, checks: [httpCheck('/')], environments: ['production'],"
                        + " onInconclusive: 'fail', score: [pass: 80, weights: [latency: '70']], service: 'billing',"
                        + " strategy: allAtOnce(), version: '4.2.0'");
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
                CommandCheckDescription.class,
                PrometheusCheckDescription.class,
                AlertmanagerCheckDescription.class,
                JsonCheckDescription.class,
                JunitCheckDescription.class,
                SequentialComparison.class,
                MannWhitneyComparison.class,
                ScoreDescription.class)) {
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
