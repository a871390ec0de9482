package io.jenkins.plugins.rollout.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.YamlReader;
import io.jenkins.plugins.rollout.source.CommandSource;
import io.jenkins.plugins.rollout.source.HttpSource;
import io.jenkins.plugins.rollout.source.SourceKinds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** How gates and their checks are written in rollout files. */
public class GateReaderTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Problems problems = new Problems();

    @Test
    public void everythingThatAnHttpCheckMayHave() {
        Gate gate = read("""
                gate:
                  checks:
                    - http:
                        path: /{customer}/health?v={version}
                        status: 204
                        latencyBelow: 500ms
                        body: it {works}
                        json: {/status: UP, "": x, /a~1b: 4.10}
                        timeout: 2s
                  samples: 5
                  interval: 3s
                """);

        HttpSource check = new HttpSource(
                "/{customer}/health?v={version}",
                204,
                Duration.ofMillis(500),
                "it {works}",
                Map.of("/status", "UP", "", "x", "/a~1b", "4.10"),
                Duration.ofSeconds(2),
                "");
        assertThat(gate)
                .isEqualTo(Gate.of(List.of(Check.of(check, new Sampling(5, Duration.ofSeconds(3), Duration.ZERO)))));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    public void nothingButTheKindOfCheck() {
        HttpSource check = new HttpSource("/", 200, Duration.ZERO, "", Map.of(), HttpSource.DEFAULT_TIMEOUT, "");

        assertThat(read("gate: {checks: [http: ]}"))
                .isEqualTo(Gate.of(List.of(Check.of(check, new Sampling(1, SECOND, Duration.ZERO)))));
        assertThat(read("gate: {checks: [http: {}]}"))
                .isEqualTo(Gate.of(List.of(Check.of(check, new Sampling(1, SECOND, Duration.ZERO)))));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    public void credentialsAreAnId() {
        Gate gate = read("gate: {checks: [http: {credentials: health-token}]}");

        assertThat(gate.checks().get(0).source().credentialsId()).isEqualTo("health-token");
        read("gate: {checks: [http: {credentials: ' '}]}");
        assertProblems("t.yaml:1:37: 'credentials' must be the id of credentials, is ' '");
    }

    @Test
    public void commandsInBothForms() {
        Gate gate = read("""
                gate:
                  checks:
                    - command: ./smoke.sh --quick
                    - command: {run: ./smoke.sh, timeout: 90s}
                """);

        assertThat(gate.checks())
                .extracting(Check::source)
                .containsExactly(
                        new CommandSource("./smoke.sh --quick", CommandSource.DEFAULT_TIMEOUT),
                        new CommandSource("./smoke.sh", Duration.ofSeconds(90)));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    public void noGateIsAnOpenOne() {
        assertThat(read("{}")).isEqualTo(Gate.OPEN);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    public void aGateOfNoChecks() {
        read("gate: {samples: 2}");
        read("gate: {checks: []}");

        assertProblems(
                "t.yaml:1:7: a gate needs at least one check under 'checks'; add one, or leave the gate out",
                "t.yaml:1:16: a gate needs at least one check under 'checks'; add one, or leave the gate out");
    }

    @Test
    public void checksThatAreNone() {
        read("""
                gate:
                  checks:
                    - htpp: {}
                    - tea: {}
                    - http
                    - {http: {}, command: x}
                    - {}
                """);

        assertProblems(
                "t.yaml:3:7: unknown check 'htpp'; did you mean 'http'?",
                "t.yaml:4:7: unknown check 'tea'; there are " + String.join(", ", SourceKinds.names()),
                "t.yaml:5:7: a check must be a mapping of keys to values, is a text",
                "t.yaml:6:7: a check must have one kind, has 2; write '- http: {path: /health}'",
                "t.yaml:7:7: a check must have one kind, has none; write '- http: {path: /health}'");
    }

    @Test
    public void httpChecksThatCannotBeAsked() {
        read("""
                gate:
                  checks:
                    - http: {path: health}
                    - http: {path: "/a\\nb"}
                    - http: {status: 99}
                    - http: {status: 600}
                    - http: {latencyBelow: 0s}
                    - http: {latencyBelow: 10s}
                    - http: {json: {status: UP}}
                    - http: {json: {/a~2: UP}}
                    - http: {timeout: 31d}
                    - http: {latencyAbove: 1s}
                """);

        assertProblems(
                "t.yaml:3:20: 'path' must begin with a slash, is 'health'; it is appended to the instance's url",
                "t.yaml:4:20: 'path' holds a control character or a line break; take it out",
                "t.yaml:5:22: 'status' must be a whole number from 100 to 599, is '99'",
                "t.yaml:6:22: 'status' must be a whole number from 100 to 599, is '600'",
                "t.yaml:7:28: 'latencyBelow' must be longer than nothing",
                "t.yaml:8:28: 'latencyBelow' is longer than the check waits for an answer; raise 'timeout' to that",
                "t.yaml:9:21: 'status' in 'json' isn't a JSON pointer; write one such as /status/db",
                "t.yaml:10:21: '/a~2' in 'json' isn't a JSON pointer; write one such as /status/db",
                "t.yaml:11:23: 'timeout' must be at most 30 days, is '31d'",
                "t.yaml:12:14: unknown key 'latencyAbove';"
                        + " an http check has path, status, latencyBelow, body, json, timeout, credentials");
    }

    @Test
    public void commandsThatCannotBeRun() {
        read("""
                gate:
                  checks:
                    - command: " "
                    - command: {timeout: 1s}
                    - command: [a]
                    - command: "a\\0b"
                """);

        assertProblems(
                "t.yaml:3:16: the command of this check is empty; write one such as ./smoke.sh",
                "t.yaml:4:16: a command check must have 'run'; add it",
                "t.yaml:5:16: a command check must be a mapping of keys to values, is a list",
                "t.yaml:6:16: the command of this check holds a NUL character; take it out");
    }

    @Test
    public void samplesThatNobodyWaitsFor() {
        read("gate: {checks: [http: {}], samples: 0}");
        read("gate: {checks: [http: {}], samples: 10001}");
        read("gate: {checks: [http: {}], samples: 9000, interval: 1h}");
        read("gate: {checks: [http: {}], interval: -1s}");

        assertProblems(
                "t.yaml:1:37: 'samples' must be a whole number from 1 to 10000, is '0'",
                "t.yaml:1:37: 'samples' must be a whole number from 1 to 10000, is '10001'",
                "t.yaml:1:37: 'samples' times 'interval' is more than 30 days; lower one of them",
                "t.yaml:1:38: 'interval' must be a duration such as 500ms, 30s or 1h30m, is '-1s'");
    }

    @Test
    public void aJsonPointerMayBeAsLongAsItLikes() {
        read("gate: {checks: [http: {json: {? '" + "/~0".repeat(100_000) + "' : x}}]}");

        assertThat(problems.list()).isEmpty();
    }

    private Gate read(String yaml) {
        return YamlReader.read("t.yaml", yaml, problems)
                .flatMap(root -> Fields.of(root, "a rollout file", List.of("gate"), problems))
                .map(fields -> GateReader.read(fields, "gate"))
                .orElseThrow();
    }

    private void assertProblems(String... expected) {
        assertThat(problems.list()).extracting(Problem::toString).containsExactly(expected);
    }
}
