package io.jenkins.plugins.rollout.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import hudson.AbortException;
import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.Limits;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.health.ScoreRule;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpec.Approver;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** All the ways in which a pipeline may call the steps, and what is said of those in which it may not. */
public class ArgumentsTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private final Map<String, Object> arguments =
            new HashMap<>(Map.of("service", "billing", "version", "4.2.0", "environments", List.of("production")));

    private static UninstantiatedDescribable symbol(String name, Map<String, ?> arguments) {
        return new UninstantiatedDescribable(name, null, new HashMap<>(arguments));
    }

    /** @param arguments in YAML */
    private static UninstantiatedDescribable symbol(String name, String arguments) throws IOException {
        return symbol(name, map(arguments));
    }

    private static UninstantiatedDescribable symbol(String name, String arguments, String key, Object value)
            throws IOException {
        Map<String, Object> all = map(arguments);
        all.put(key, value);
        return symbol(name, all);
    }

    private static Map<String, Object> map(String yaml) throws IOException {
        return new YAMLMapper().readValue(yaml, new TypeReference<>() {});
    }

    private static Object newInstance(String step, Map<String, Object> arguments) throws Exception {
        return StepDescriptor.byFunctionName(step).newInstance(arguments);
    }

    private RolloutSpec spec() throws Exception {
        return SpecText.read(RolloutDocument.of((PlanRolloutStep) newInstance("planRollout", arguments)));
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(this::spec).hasMessage(sentence);
    }

    private RolloutSpec with(String name, Object value) throws Exception {
        arguments.put(name, value);
        return spec();
    }

    // Shapes

    @Test
    public void numbersStandForTexts() throws Exception {
        Object numbers =
                symbol("canary", Map.of("first", 2, "then", List.of(3, "50%"), "failureBudget", 1, "maxParallel", "7"));
        Object texts = symbol(
                "canary", Map.of("first", "2", "then", List.of("3", "50%"), "failureBudget", "1", "maxParallel", 7));

        assertThat(with("strategy", numbers).strategy())
                .isEqualTo(with("strategy", texts).strategy());
        assertThat(spec().limits().maxParallel()).isEqualTo(7);
    }

    @Test
    public void aStrategyIsASymbolOrAMap() throws Exception {
        Object symbol =
                symbol("canary", Map.of("first", 1, "then", List.of("100%"), "bake", "5s", "onFailure", "hold"));
        Object map = Map.of("canary", Map.of("first", 1, "then", List.of("100%")), "bake", "5s", "onFailure", "hold");

        RolloutSpec one = with("strategy", symbol);
        RolloutSpec other = with("strategy", map);

        assertThat(one.strategy()).isEqualTo(other.strategy());
        assertThat(one.limits()).isEqualTo(other.limits());
        assertThat(one.onFailure()).isEqualTo(other.onFailure());
    }

    @Test
    public void everyStrategyHasItsSymbol() throws Exception {
        for (String name : List.of("canary", "rings", "allAtOnce")) {
            Object map = Map.of(name, Map.of());
            assertThat(with("strategy", symbol(name, Map.of())).strategy())
                    .isEqualTo(with("strategy", map).strategy());
        }
        assertThat(with("strategy", symbol("rolling", Map.of(UninstantiatedDescribable.ANONYMOUS_KEY, "25%")))
                        .strategy())
                .isEqualTo(with("strategy", Map.of("rolling", Map.of("batch", "25%")))
                        .strategy());
    }

    @Test
    public void aCheckIsASymbolOrAMap() throws Exception {
        Object symbol = symbol(
                "httpCheck",
                Map.of(
                        "path",
                        "/health",
                        "status",
                        "204",
                        "latencyBelow",
                        "500ms",
                        "body",
                        "ok",
                        "json",
                        Map.of("/db", true),
                        "timeout",
                        "3s",
                        "credentialsId",
                        "token"));
        Object map = Map.of(
                "http",
                Map.of(
                        "path",
                        "/health",
                        "status",
                        204,
                        "latencyBelow",
                        "500ms",
                        "body",
                        "ok",
                        "json",
                        Map.of("/db", true),
                        "timeout",
                        "3s",
                        "credentials",
                        "token"));

        assertThat(with("checks", List.of(symbol)).gate())
                .isEqualTo(with("checks", map).gate());
    }

    @Test
    public void everyKindOfCheckHasItsSymbol() throws Exception {
        List<Object> symbols = List.of(
                symbol("prometheusCheck", """
                        {query: errors, total: requests, url: "http://127.0.0.1", credentialsId: token, name: errors}""", "compare", symbol("sequential", """
                        {margin: 1, baseline: before, negligible: 0.5%}""")),
                symbol("alertmanagerCheck", """
                        {matchers: {customer: "{customer}"}, url: "http://127.0.0.1", dryRun: true}"""),
                symbol("jsonCheck", """
                        {url: /stats, pointer: /p95, count: 20}""", "compare", symbol("mannWhitney", """
                        {baseline: oldRelease, groups: latency, critical: true}""")),
                symbol("junitCheck", """
                        {run: ./smoke.sh, reports: "reports/{instance}/*.xml", timeout: 1m, count: 2, failureLimit: 1}"""));
        List<Object> maps = List.of(map("""
                prometheus: {query: errors, total: requests, url: "http://127.0.0.1", credentials: token}
                name: errors
                compare: {margin: 1, baseline: before, negligible: 0.5%}
                """), map("""
                alertmanager: {matchers: {customer: "{customer}"}, url: "http://127.0.0.1"}
                dryRun: true
                """), map("""
                json: {url: /stats, pointer: /p95}
                count: 20
                compare: {judge: mannWhitney, baseline: oldRelease, groups: latency, critical: true}
                """), map("""
                junit: {run: ./smoke.sh, reports: "reports/{instance}/*.xml", timeout: 1m}
                count: 2
                failureLimit: 1
                """));

        assertThat(with("checks", symbols).gate())
                .isEqualTo(with("checks", maps).gate());
    }

    @Test
    public void howACheckIsAskedAndJudgedIsPartOfIt() throws Exception {
        String common = """
                name: front page, count: 20, interval: 15s, initialDelay: 30s, successCondition: result < 250,
                failureCondition: result > 400, failureLimit: 2, inconclusiveLimit: 5, consecutiveErrorLimit: 0""";

        Check check = with("checks", List.of(symbol("httpCheck", "{path: /, " + common + "}")))
                .gate()
                .checks()
                .get(0);
        Check plain = with("checks", List.of(map("{http: {path: /}, " + common + "}")))
                .gate()
                .checks()
                .get(0);

        assertThat(check.limits()).isEqualTo(plain.limits()).isEqualTo(new Limits(2, 0, 5));
        assertThat(check.sampling()).isEqualTo(plain.sampling());
        assertThat(check.name()).isEqualTo("front page");
    }

    @Test
    public void aComparisonIsASymbolOrAMap() throws Exception {
        Object map = symbol("httpCheck", "{path: /, compare: {baseline: oldRelease}}");
        Object symbol = symbol("httpCheck", "{path: /}", "compare", symbol("sequential", "{baseline: oldRelease}"));

        assertThat(with("checks", List.of(map)).gate())
                .isEqualTo(with("checks", List.of(symbol)).gate());
    }

    @Test
    public void whatHoldsForTheWholeGate() throws Exception {
        arguments.put("samples", "5");
        arguments.put("interval", "2s");
        arguments.put("alpha", "1%");
        arguments.put("onInconclusive", "continue");
        arguments.put("background", true);
        arguments.put("score", Map.of("pass", 80, "marginal", "60", "weights", Map.of("all", 70)));

        Gate gate = with("checks", List.of(symbol("httpCheck", Map.of("path", "/health"))))
                .gate();

        assertThat(gate.checks().get(0).sampling().count()).isEqualTo(5);
        assertThat(gate.checks().get(0).sampling().interval()).hasSeconds(2);
        assertThat(gate.alpha()).isEqualTo(0.01);
        assertThat(gate.onInconclusive()).isEqualTo(OnInconclusive.CONTINUE);
        assertThat(gate.background()).isTrue();
        assertThat(gate.score()).isEqualTo(new ScoreRule(Map.of("all", 70.0), 80, 60));
    }

    @Test
    public void customersAreAllOneSomeOrLabelled() throws Exception {
        assertThat(with("customers", "all").selector().customers()).isEmpty();
        assertThat(with("customers", "acme").selector().customers()).containsExactly("acme");
        assertThat(with("customers", List.of("acme", "borealis")).selector().customers())
                .containsExactlyInAnyOrder("acme", "borealis");
        assertThat(with("customers", Map.of("tier", "gold")).selector().labels())
                .containsEntry("tier", "gold");
    }

    @Test
    public void oneNameStandsForAList() throws Exception {
        assertThat(with("environments", "production").environments()).containsExactly("production");
        assertThat(with("rings", 2).selector().rings()).containsExactly(2);
        assertThat(with("where", Map.of("region", "eu")).selector().labels()).containsEntry("region", "eu");
    }

    @Test
    public void theRestIsAsInARolloutFile() throws Exception {
        arguments.put("artifact", "dist/billing.tar.gz");
        arguments.put("promotion", "ignore");
        arguments.put("fourEyes", true);

        assertThat(spec().artifact()).isEqualTo("dist/billing.tar.gz");
        assertThat(spec().promotion()).isEqualTo(RolloutSpec.Promotion.IGNORE);
        assertThat(spec().approver()).isEqualTo(Approver.ANOTHER);
    }

    @Test
    public void withoutAStrategyAllGoAtOnceAndInParallel() throws Exception {
        assertThat(spec().limits().maxParallel()).isEqualTo(10_000);
    }

    // Refusals

    @Test
    public void anUnknownArgument() {
        arguments.put("enviroments", List.of("production"));
        assertRefused("planRollout has no argument 'enviroments'; did you mean 'environments'?");
    }

    @Test
    public void anUnknownArgumentOfAStrategyOrACheck() {
        arguments.put("strategy", symbol("canary", Map.of("frist", 1)));
        assertRefused("canary has no argument 'frist'; did you mean 'first'?");
        arguments.put("strategy", Map.of("canary", Map.of("frist", 1)));
        assertRefused("unknown key 'frist'; did you mean 'first'?");
        arguments.remove("strategy");
        arguments.put("checks", List.of(symbol("httpCheck", Map.of("path", "/", "statuss", 200))));
        assertRefused("httpCheck has no argument 'statuss'; did you mean 'status'?");
        arguments.put(
                "checks",
                List.of(symbol("httpCheck", Map.of("path", "/", "compare", symbol("sequential", Map.of("margn", 1))))));
        assertRefused("sequential has no argument 'margn'; did you mean 'margin'?");
        arguments.put(
                "checks", List.of(symbol("httpCheck", Map.of("path", "/", "compare", symbol("canary", Map.of())))));
        assertRefused("'compare' of httpCheck can't be canary(…)");
        arguments.remove("checks");
        arguments.put("score", Map.of("pas", 80));
        assertRefused("score has no argument 'pas'; did you mean 'pass'?");
    }

    @Test
    public void whatIsMissing() {
        arguments.remove("version");
        assertRefused("planRollout needs 'version'; add it");
        arguments.put("version", null);
        assertRefused("planRollout needs 'version'; add it");
        arguments.put("version", "1");
        arguments.remove("service");
        assertRefused("planRollout needs 'service'; add it");
    }

    @Test
    public void whatIsOfAnotherKind() {
        arguments.put("version", List.of("4.2.0"));
        assertRefused("'version' of planRollout must be a text, is a list");
        arguments.put("version", "4.2.0");
        arguments.put("samples", "five");
        assertRefused("'samples' of planRollout must be a whole number, is 'five'");
        arguments.put("samples", 1);
        arguments.put("fourEyes", "yes");
        assertRefused("'fourEyes' of planRollout must be true or false, is 'yes'");
        arguments.put("fourEyes", false);
        arguments.put("checks", "/health");
        assertRefused("'checks' of planRollout must be a check such as httpCheck(path: '/health'), is a text");
        arguments.remove("checks");
        arguments.put("strategy", "canary");
        assertRefused("'strategy' of planRollout must be a strategy such as canary(first: 1), is a text");
        arguments.put("strategy", symbol("httpCheck", Map.of("path", "/")));
        assertRefused("'strategy' of planRollout can't be httpCheck(…)");
    }

    @Test
    public void whatARolloutFileWouldRefuse() {
        arguments.put("strategy", symbol("canary", Map.of("first", 0)));
        assertRefused("'first' must be at least 1, is '0'");
    }

    @Test
    public void samplesWithoutChecks() {
        arguments.put("samples", 5);
        assertRefused("a gate needs at least one check under 'checks'; add one, or leave the gate out");
    }

    @Test
    public void aWaveThatIsNone() {
        assertThatThrownBy(() -> newInstance("healthGate", Map.of("wafe", 1)))
                .isInstanceOf(AbortException.class)
                .hasMessage("healthGate has no argument 'wafe'; did you mean 'wave'?");
        assertThatThrownBy(() -> GateWave.of("healthGate", "first", ""))
                .hasMessage("'wave' of healthGate must be a wave's number, or a wave as planRollout and rolloutNext"
                        + " give it, is 'first'");
        assertThatThrownBy(() -> GateWave.of("healthGate", Map.of("rollout", "r-1", "number", 1), "r-2"))
                .hasMessage(
                        "'wave' of healthGate is one of rollout r-1, and 'rollout' says 'r-2'; leave 'rollout' out");
    }
}
