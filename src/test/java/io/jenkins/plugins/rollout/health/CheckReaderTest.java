package io.jenkins.plugins.rollout.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.YamlReader;
import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.DataKind;
import io.jenkins.plugins.rollout.judge.Direction;
import io.jenkins.plugins.rollout.judge.RankComparison;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

/** How often a check is asked, and how it is judged, as rollout files say it. */
public class CheckReaderTest {
    private final Problems problems = new Problems();

    @Test
    public void whatAllChecksMayHave() {
        Check check = one("""
                - http: {path: /health}
                  name: alive
                  count: 10
                  interval: 30s
                  initialDelay: 1m
                  failureLimit: 2
                  consecutiveErrorLimit: 1
                  inconclusiveLimit: 3
                  dryRun: true
                """);

        assertThat(check.name()).isEqualTo("alive");
        assertThat(check.sampling()).isEqualTo(new Sampling(10, Duration.ofSeconds(30), Duration.ofMinutes(1)));
        assertThat(check.limits()).isEqualTo(new Limits(2, 1, 3));
        assertThat(check.dryRun()).isTrue();
        assertThat(check.criterion()).isEqualTo(new Criterion.OwnVerdict());
        assertThat(problems.list()).isEmpty();
    }

    @Test
    public void theGateSaysWhatChecksDoNot() {
        Gate gate = gate("""
                gate:
                  samples: 7
                  interval: 3s
                  alpha: 1%
                  onInconclusive: continue
                  background: true
                  score: {pass: 90, marginal: 60, weights: {latency: 70}}
                  checks:
                    - http: {path: /a}
                    - http: {path: /b}
                      count: 2
                """);

        assertThat(gate.checks())
                .extracting(Check::sampling)
                .containsExactly(
                        new Sampling(7, Duration.ofSeconds(3), Duration.ZERO),
                        new Sampling(2, Duration.ofSeconds(3), Duration.ZERO));
        assertThat(gate.alpha()).isEqualTo(0.01);
        assertThat(gate.onInconclusive()).isEqualTo(OnInconclusive.CONTINUE);
        assertThat(gate.background()).isTrue();
        assertThat(gate.score()).isEqualTo(new ScoreRule(Map.of("latency", 70.0), 90, 60));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    public void comparedInSequence() {
        Check check = one("""
                - http: {path: /invoices/1}
                  compare:
                    baseline: oldRelease
                    direction: either
                    margin: 50%
                    kind: values
                    quantile: 0.9
                """);

        assertThat(check.criterion())
                .isEqualTo(new Criterion.Sequential(
                        List.of(Baseline.OLD_RELEASE),
                        new Comparison(Direction.EITHER, 0.5, 0.05, DataKind.VALUES, 0.9, 0, 1)));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    public void nothingNeedsToBeSaidOfAComparison() {
        Check check = one("- http: {path: /}\n  compare: {}\n");

        assertThat(check.criterion())
                .isEqualTo(new Criterion.Sequential(
                        List.of(Baseline.OLD_RELEASE, Baseline.BEFORE), Comparison.of(DataKind.VALUES)));
    }

    @Test
    public void comparedInAWindow() {
        Check check = one("""
                - http: {path: /}
                  compare:
                    judge: mannWhitney
                    baseline: [oldRelease]
                    tolerance: 0.1
                    confidence: 95%
                    allowedIncrease: 1.2
                    missing: replace
                    critical: true
                    groups: [latency, all]
                """);

        assertThat(check.criterion())
                .isEqualTo(new Criterion.FixedWindow(
                        List.of(Baseline.OLD_RELEASE),
                        new RankComparison(Direction.INCREASE, 0.1, 0.95, RankComparison.Missing.REPLACE, 1.2, 1),
                        true,
                        Set.of("latency", "all")));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    public void numbersOfOverlappingRangesAreNotCompared() {
        gate("""
                gate:
                  interval: 1m
                  checks:
                    - {prometheus: {query: a, range: 5m}, compare: {}}
                    - {prometheus: {query: b, range: 1m}, compare: {}}
                    - {prometheus: {query: c, range: 5m}, successCondition: 'result[0] < 1'}
                """);

        assertProblems(
                "t.yaml:4:52: each measurement goes back further than 'interval', so that the same numbers would be"
                        + " compared again and again; raise 'interval' to that, or leave 'range' out");
    }

    @Test
    public void comparisonsThatAreNone() {
        gate("""
                gate:
                  checks:
                    - {http: {}, compare: {judge: kayenta}}
                    - {http: {path: /a}, compare: {baseline: yesterday}}
                    - {http: {path: /b}, compare: {baseline: before}}
                    - {http: {path: /c}, compare: {margin: -1}}
                    - {http: {path: /d}, compare: {margin: 0}}
                    - {http: {path: /e}, compare: {negligible: 1%}}
                    - {http: {path: /f}, compare: {critical: true}}
                    - {http: {path: /g}, compare: {judge: mannWhitney, margin: 20%}}
                    - {http: {path: /h}, compare: {marign: 20%}}
                    - {http: {path: /i}, compare: {}, successCondition: result < 1}
                    - {http: {path: /j}, compare: {judge: mannWhitney, confidence: 10%}}
                """);

        assertProblems(
                "t.yaml:3:35: 'judge' must be sequential or mannWhitney, is 'kayenta'",
                "t.yaml:4:46: 'baseline' must be oldRelease or before or lastWeek, is 'yesterday'",
                "t.yaml:5:46: http /b does not know the past; its baseline can only be oldRelease",
                "t.yaml:6:44: 'margin' must be a share such as 0.2 or 20%, is '-1'",
                "t.yaml:7:35: the margin must be more than 0 and at most 1000, and is 0.0",
                "t.yaml:8:35: a negligible rate is for events whose increase is worse",
                "t.yaml:9:46: 'critical' is for judge mannWhitney; take it out",
                "t.yaml:10:64: 'margin' is for judge sequential; take it out",
                "t.yaml:11:36: unknown key 'marign'; did you mean 'margin'?",
                "t.yaml:12:35: a check has either conditions or 'compare'; make two checks of it",
                "t.yaml:13:35: the confidence must be more than 0.5 and less than 1, and is 0.1");
    }

    @Test
    public void gatesThatAreNone() {
        gate("gate: {checks: [http: {}], alpha: 60%}");
        gate("gate: {checks: [http: {}], onInconclusive: pass}");
        gate("gate: {checks: [http: {}], background: yes}");
        gate("gate: {checks: [http: {}], score: {pass: 50, marginal: 60}}");
        gate("gate: {checks: [http: {}], score: {weights: {a: 60, b: 50}}}");

        assertProblems(
                "t.yaml:1:35: 'alpha' must be more than 0 and less than 50 %; it is the probability of a false alarm",
                "t.yaml:1:35: the marginal score must be at least 0 and the passing one at most 100 and no less, and they"
                        + " are 60.0 and 50.0",
                "t.yaml:1:35: weights are at least 0 and add up to at most 100, and these to 110.0",
                "t.yaml:1:40: 'background' must be true or false, is 'yes'",
                "t.yaml:1:44: 'onInconclusive' must be hold or continue or fail, is 'pass'");
    }

    @Test
    public void namesTellChecksApart() {
        Gate gate = gate("gate: {checks: [{http: {}}, {http: {}}, {http: {}, name: home}]}");

        assertThat(gate.checks()).extracting(Check::name).containsExactly("http /", "http / (2)", "home");
        assertThat(problems.list()).isEmpty();

        gate("gate: {checks: [{http: {}, name: x}, {http: {}, name: x}, {http: {}, name: verify}]}");
        assertProblems(
                "t.yaml:1:16: two checks are called 'x'; give each a name of its own",
                "t.yaml:1:76: a check can't be called 'verify'; name it otherwise");
    }

    @Test
    public void keysThatNoCheckHas() {
        gate("gate: {checks: [{http: {}, intervall: 3s}, {compare: {}}]}");

        assertProblems(
                "t.yaml:1:28: unknown key 'intervall'; did you mean 'interval'?",
                "t.yaml:1:44: a check must have one kind, has none; write '- http: {path: /health}'");
    }

    @Test
    public void aSuiteOfTestsIsRunOnceUnlessTheCheckSaysOtherwise() {
        Gate gate = gate("""
                gate:
                  samples: 30
                  checks:
                    - junit: {run: ./smoke.sh, reports: "reports/{instance}/*.xml"}
                    - junit: {run: ./smoke.sh, reports: "reports/{instance}/*.xml"}
                      count: 3
                    - json: {url: /stats, pointer: /p95}
                      successCondition: result < 300
                """);

        assertThat(gate.checks()).extracting(check -> check.sampling().count()).containsExactly(1, 3, 30);
        assertThat(gate.runsCommands()).isTrue();
        assertThat(problems.list()).isEmpty();
    }

    @Test
    public void conditionsAreCheckedWhereTheyStand() {
        gate("""
                gate:
                  checks:
                    - json: {url: /stats, pointer: /p95}
                      successCondition: reslt < 300
                      failureCondition: result + 1
                    - json: {url: /stats, pointer: /p95}
                """);

        assertProblems(
                "t.yaml:4:25: 'successCondition' must be a condition such as result < 0.05:"
                        + " at character 1, 'reslt': there is nothing of that name; did you mean 'result'?",
                "t.yaml:5:25: 'failureCondition' must be a condition such as result < 0.05:"
                        + " at character 8, '+': a number is neither true nor false; compare it, as in result > 0",
                "t.yaml:6:7: json /p95 gives numbers; say with 'successCondition', 'failureCondition' or 'compare' what"
                        + " they must be");
    }

    @Test
    public void limitsThatNothingCanExceed() {
        gate("""
                gate:
                  samples: 5
                  checks:
                    - http: {path: /health}
                      failureLimit: 5
                    - http: {path: /ready}
                      failureLimit: 4
                      inconclusiveLimit: 9
                """);

        assertProblems(
                "t.yaml:5:21: 'failureLimit' must be less than the 5 of 'count', or it could never be exceeded; lower it,"
                        + " or raise 'count'",
                "t.yaml:8:26: 'inconclusiveLimit' must be less than the 5 of 'count', or it could never be exceeded; lower"
                        + " it, or raise 'count'");
    }

    private Check one(String check) {
        return gate("gate:\n  checks:\n" + check.indent(4)).checks().get(0);
    }

    private Gate gate(String text) {
        return YamlReader.read("t.yaml", text, problems)
                .flatMap(root -> Fields.of(root, "the file", List.of("gate"), problems))
                .map(fields -> GateReader.read(fields, "gate"))
                .orElseThrow();
    }

    private void assertProblems(String... expected) {
        assertThat(problems.list()).extracting(Problem::toString).containsExactly(expected);
    }
}
