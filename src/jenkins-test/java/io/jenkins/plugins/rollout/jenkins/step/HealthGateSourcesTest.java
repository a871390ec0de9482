package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Where a gate in a pipeline gets its numbers from: servers that the environment names, suites of tests on an agent. */
public class HealthGateSourcesTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String QUERY = "prometheusCheck(query: 'up', successCondition: 'result == 1')";

    private static DumbSlave agent;

    /** Answers as a Prometheus that knows one number would. */
    private HttpServer server;

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Before
    public void site() throws Exception {
        TopologyConfiguration.get().replace("""
                        environments: [{name: qa}]
                        services: [{name: billing}]
                        instances: [{name: acme, environment: qa}, {name: borealis, environment: qa}]
                        """, "test");
        if (agent == null) {
            agent = JENKINS.createOnlineSlave();
            agent.setLabelString("agent");
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.getRequestBody().readAllBytes();
            byte[] answer = """
                    {"status": "success", "data": {"resultType": "scalar", "result": [1700000000, "1"]}}""".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @After
    public void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static WorkflowRun run(Result result, String script) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return JENKINS.buildAndAssertStatus(result, job);
    }

    private static String rollout(String checks) {
        return "rollout(service: 'billing', version: '1', environments: 'qa', " + checks + ") { echo 'brought' }";
    }

    @Test
    public void theEnvironmentOfThePipelineNamesTheServer() throws Exception {
        WorkflowRun build = run(
                Result.SUCCESS,
                "withEnv(['ROLLOUT_PROMETHEUS_URL=" + url() + "']) { " + rollout("checks: [" + QUERY + "]") + " }");

        JENKINS.assertLogContains("wave 1: pass, all 2 instances are healthy", build);
        assertThat(asked).containsOnly("/api/v1/query").hasSize(2);
    }

    @Test
    public void soItDoesWhereTheAgentAsks() throws Exception {
        run(
                Result.SUCCESS,
                "node('agent') { withEnv(['ROLLOUT_PROMETHEUS_URL=" + url() + "']) { "
                        + rollout("fromAgent: true, checks: [" + QUERY + "]") + " } }");

        assertThat(asked).hasSize(2);
    }

    @Test
    public void aServerThatNobodyNamesIsToldBeforeAnythingBegins() throws Exception {
        WorkflowRun planned = run(Result.FAILURE, rollout("checks: [" + QUERY + "]"));

        JENKINS.assertLogContains(
                "the check says no 'url' of prometheus; add it, or set ROLLOUT_PROMETHEUS_URL", planned);
        assertThat(RolloutAction.of(planned)).isEmpty();
    }

    /** Each instance has a suite of its own; one that fails is one customer's. */
    @Test
    public void aSuiteOfTestsIsRunForEachInstanceOnTheAgent() throws Exception {
        WorkflowRun build = run(Result.FAILURE, """
                node('agent') {
                    writeFile file: 'smoke.sh', text: '''
                        mkdir -p "reports/$ROLLOUT_INSTANCE"
                        if [ "$ROLLOUT_INSTANCE" = borealis ]; then end='<failure message="no invoice"/>'; fi
                        echo "<testsuite><testcase name='invoices'>$end</testcase></testsuite>" > "reports/$ROLLOUT_INSTANCE/r.xml"
                    '''
                    %s
                }
                """.formatted(
                        rollout("fromAgent: true, strategy: allAtOnce(failureBudget: 1), checks: ["
                                + "junitCheck(run: 'sh ./smoke.sh', reports: 'reports/{instance}/*.xml')]")));

        JENKINS.assertLogContains("acme: found healthy: ", build);
        JENKINS.assertLogContains("borealis: found unhealthy: ", build);
        JENKINS.assertLogContains("invoices", build);
    }

    @Test
    public void aSuiteOfTestsIsRefusedOnTheController() throws Exception {
        WorkflowRun build = run(
                Result.FAILURE,
                rollout("checks: [junitCheck(run: './smoke.sh', reports: 'reports/{instance}/*.xml')]"));

        JENKINS.assertLogContains("never on the controller; say 'fromAgent: true'", build);
        assertThat(RolloutAction.of(build)).isEmpty();
    }
}
