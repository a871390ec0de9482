package io.jenkins.plugins.rollout.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.YamlReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/** How {@code prometheus} and {@code alertmanager} are written. */
public class MetricSourceReaderTest {
    private final Problems problems = new Problems();

    @Test
    public void aQueryIsEnough() {
        assertThat(prometheus("{query: up}"))
                .contains(new PrometheusSource(
                        "", "up", "", false, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), ""));
    }

    @Test
    public void allOfIt() {
        assertThat(
                        prometheus(
                                "{url: 'https://prom-{environment}.example.com/x', query: e, total: t, timeout: 3s, credentials: c}"))
                .contains(new PrometheusSource(
                        "https://prom-{environment}.example.com/x",
                        "e",
                        "t",
                        false,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofSeconds(3),
                        "c"));
        assertThat(prometheus("{query: e, counter: true}").orElseThrow().answers())
                .isEqualTo(Source.Answers.COUNTERS);
    }

    @Test
    public void aRangeHasSixtySteps() {
        assertThat(((PrometheusSource) prometheus("{query: e, range: 5m}").orElseThrow()).step())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(((PrometheusSource) prometheus("{query: e, range: 10s}").orElseThrow()).step())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    public void whatIsWrongIsTold() {
        assertProblem("{url: x}", "a prometheus check must have 'query'; add it");
        assertProblem("{query: ' '}", "the query is empty; write PromQL that gives one number");
        assertProblem("{query: 'up{{instance}}'}", "the query has {instance} without quotes");
        assertProblem("{query: up, total: '{customer}'}", "the query has {customer} without quotes");
        assertProblem("{query: up, url: 'ftp://x'}", "'url' must begin with http:// or https://");
        assertProblem("{query: up, url: 'http://a:b@c'}", "'url' must not have a user or password");
        assertProblem("{query: up, url: 'http://c?x'}", "'url' must have no query or fragment");
        assertProblem("{query: up, url: 'http:// c'}", "'url' must be an address");
        assertProblem("{query: up, step: 1s}", "'step' is for a 'range'; add that, or take it out");
        assertProblem("{query: up, counter: true, range: 1m}", "a counter is compared with what it was");
        assertProblem("{query: up, range: 1d, step: 1s}", "'range' has 86400 steps, and Prometheus gives 11000");
        assertProblem("{query: up, range: 1m, step: 2m}", "'step' is longer than 'range'; shorten it");
        assertProblem("{query: up, credentials: ''}", "'credentials' must be the id of credentials");
        assertProblem("{query: up, querry: x}", "unknown key 'querry'; did you mean 'query'?");
    }

    @Test
    public void alertsByTheirLabels() {
        assertThat(read("alertmanager", "{url: 'http://a:9093/', matchers: {customer: '{customer}'}}"))
                .contains(new AlertmanagerSource(
                        "http://a:9093/", Map.of("customer", "{customer}"), Duration.ofSeconds(10), ""));
    }

    @Test
    public void alertsOfNothing() {
        read("alertmanager", "{}");
        read("alertmanager", "{matchers: {a-b: c}}");
        assertThat(problems.list())
                .extracting(Problem::message)
                .satisfiesExactly(
                        none -> assertThat(none).startsWith("an alertmanager check needs at least one label"),
                        name -> assertThat(name).startsWith("no label of an alert is called 'a-b'"));
    }

    private Optional<Source> prometheus(String yaml) {
        return read("prometheus", yaml);
    }

    private Optional<Source> read(String kind, String yaml) {
        return YamlReader.read("t.yaml", yaml, problems)
                .flatMap(node -> SourceKinds.find(kind).orElseThrow().read(node, problems));
    }

    private void assertProblem(String yaml, String says) {
        Problems before = new Problems();
        YamlReader.read("t.yaml", yaml, before)
                .flatMap(node -> SourceKinds.find("prometheus").orElseThrow().read(node, before));
        assertThat(before.list()).as(yaml).extracting(Problem::message).anySatisfy(message -> assertThat(message)
                .startsWith(says));
    }
}
