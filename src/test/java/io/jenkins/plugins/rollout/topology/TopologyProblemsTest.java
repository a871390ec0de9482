package io.jenkins.plugins.rollout.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.document.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Test;

/** Everything that can be wrong with a topology, each with its place and its remedy. */
public class TopologyProblemsTest {
    private static final String VALID = """
            environments: [{name: uat}, {name: production}]
            customers: [{name: acme}]
            instances: [{name: i, environment: uat}]
            """;

    @Test
    public void unknownKeysOnEveryLevel() {
        assertProblems(
                """
                enviroments: []
                environments:
                  - {name: uat, afer: []}
                customers:
                  - {name: acme, timezone: UTC}
                services:
                  - {name: billing, dependson: []}
                instances:
                  - {name: i, environment: uat, uri: http://x}
                instanceTemplates:
                  - {name: "t-{customer}", environments: [uat], customer: acme}
                """,
                "t.yaml:1:1: unknown key 'enviroments'; did you mean 'environments'?",
                "t.yaml:3:17: unknown key 'afer'; did you mean 'after'?",
                "t.yaml:5:18: unknown key 'timezone'; did you mean 'timeZone'?",
                "t.yaml:7:21: unknown key 'dependson'; did you mean 'dependsOn'?",
                "t.yaml:9:33: unknown key 'uri'; did you mean 'url'?",
                "t.yaml:11:49: unknown key 'customer'; did you mean 'customers'?");
    }

    @Test
    public void namesThatStandTwice() {
        assertProblems(
                """
                environments:
                  - name: uat
                  - name: uat
                customers:
                  - name: acme
                  - name: acme
                services:
                  - name: billing
                  - name: billing
                instances:
                  - {name: i, environment: uat}
                  - {name: i, environment: uat}
                """,
                "t.yaml:3:11: an environment named 'uat' stands at t.yaml:2:11 already; give one of them another name",
                "t.yaml:6:11: a customer named 'acme' stands at t.yaml:5:11 already; give one of them another name",
                "t.yaml:9:11: a service named 'billing' stands at t.yaml:8:11 already; give one of them another name",
                "t.yaml:12:12: an instance named 'i' stands at t.yaml:11:12 already; give one of them another name");
    }

    @Test
    public void unknownReferences() {
        assertProblems(
                """
                environments:
                  - {name: uat}
                  - {name: production, after: [uta]}
                customers:
                  - {name: acme}
                services:
                  - {name: billing, dependsOn: [ledger]}
                instances:
                  - {name: i, environment: prodution, customer: acmee}
                instanceTemplates:
                  - {name: "t-{customer}", customers: [globex], environments: [qa]}
                """,
                "t.yaml:3:32: there is no environment named 'uta'; did you mean 'uat'?",
                "t.yaml:7:33: there is no service named 'ledger'; define it, or name one that exists",
                "t.yaml:9:28: there is no environment named 'prodution'; did you mean 'production'?",
                "t.yaml:9:49: there is no customer named 'acmee'; did you mean 'acme'?",
                "t.yaml:11:40: there is no customer named 'globex'; define it, or name one that exists",
                "t.yaml:11:64: there is no environment named 'qa'; define it, or name one that exists");
    }

    @Test
    public void circles() {
        assertProblems(
                """
                environments:
                  - {name: a, after: [c]}
                  - {name: b, after: [a]}
                  - {name: c, after: [b]}
                  - {name: d, after: [a, d]}
                services:
                  - {name: x, dependsOn: [y]}
                  - {name: y, dependsOn: [x]}
                instances: [{name: i, environment: a}]
                """,
                "t.yaml:3:23: 'after' leads in a circle: a → c → b → a; take one of these references out",
                "t.yaml:5:26: 'after' leads in a circle: d → d; take one of these references out",
                "t.yaml:8:27: 'dependsOn' leads in a circle: x → y → x; take one of these references out");
    }

    @Test
    public void longCirclesAreAbridged() {
        String chain = IntStream.range(0, 100_000)
                .mapToObj(i -> "{name: e" + i + ", after: [e" + (i + 1) % 100_000 + "]}")
                .collect(Collectors.joining(",\n", "environments: [\n", "]\n"));

        assertProblems(
                chain + "instances: [{name: i, environment: e0}]",
                "t.yaml:100001:24: 'after' leads in a circle: e0 → e1 → e2 → e3 → e4 → e5 → e6 → e7 → e8 → e9"
                        + " → (99990 more) → e0; take one of these references out");
    }

    @Test
    public void whatMustBeThereIsMissing() {
        assertProblems(
                """
                environments: [{after: []}, {name: uat}]
                customers: [{ring: 1}]
                services: [{}]
                instances: [{environment: uat}, {name: i}]
                instanceTemplates: [{url: http://x}]
                """,
                "t.yaml:1:16: an environment must have 'name'; add it",
                "t.yaml:2:13: a customer must have 'name'; add it",
                "t.yaml:3:12: a service must have 'name'; add it",
                "t.yaml:4:13: an instance must have 'name'; add it",
                "t.yaml:4:33: an instance must have 'environment'; add it",
                "t.yaml:5:21: an instance template must have 'name'; add it",
                "t.yaml:5:21: an instance template must have 'environments'; add it",
                "t.yaml:5:21: warning: no customer is chosen here, so this template makes no instance");
    }

    @Test
    public void atLeastOneEnvironmentAndOneInstance() {
        String noEnvironment =
                "there is no environment; list at least one under 'environments', such as" + " '- name: production'";
        String noInstance =
                "there is no instance; list some under 'instances', or a template under 'instanceTemplates'";

        assertProblems("{}", "t.yaml:1:1: " + noEnvironment, "t.yaml:1:1: " + noInstance);
        assertProblems(
                "environments: []\ninstances: []", "t.yaml:1:15: " + noEnvironment, "t.yaml:2:12: " + noInstance);
        assertProblems(
                """
                environments: [{name: uat}]
                instanceTemplates:
                  - {name: "{customer}", environments: [uat]}
                """,
                "t.yaml:1:1: " + noInstance,
                "t.yaml:3:5: warning: no customer is chosen here, so this template makes no instance");
    }

    @Test
    public void somethingElseThanATopology() {
        assertProblems("[]", "t.yaml:1:1: a topology must be a mapping of keys to values, is a list");
        assertProblems(
                "environments: {name: uat}\ninstances: x",
                "t.yaml:1:15: 'environments' must be a list, is a mapping",
                "t.yaml:2:12: 'instances' must be a list, is a text; put it in brackets");
        assertProblems(
                VALID + "services: [billing]", "t.yaml:4:12: a service must be a mapping of keys to values, is a text");
    }

    @Test
    public void ringsAndTimeZones() {
        assertProblems(
                """
                environments: [{name: uat}]
                instances: [{name: i, environment: uat}]
                customers:
                  - {name: a, ring: -1}
                  - {name: b, ring: first}
                  - {name: c, timeZone: Europe/Berln}
                  - {name: d, timeZone: Mars}
                """,
                "t.yaml:4:21: 'ring' must be a whole number of at least 0, is '-1'",
                "t.yaml:5:21: 'ring' must be a whole number of at least 0, is 'first'",
                "t.yaml:6:25: there is no time zone 'Europe/Berln'; did you mean 'Europe/Berlin'?",
                "t.yaml:7:25: there is no time zone 'Mars'; write one such as Europe/Berlin or America/New_York");
    }

    @Test
    public void namesThatNobodyCanRead() {
        String longest = "x".repeat(128);

        assertNoProblems(VALID.replace("name: i", "name: " + longest));
        assertInstanceName("''", "the name of an instance is empty; give it one");
        assertInstanceName("'  '", "the name of an instance is empty; give it one");
        assertInstanceName(
                longest + "x",
                "the name of an instance is longer than 128 characters; shorten it: '" + "x".repeat(80) + "…'");
        for (String control : List.of("\\0", "\\n", "\\r", "\\t", "\\e", "\\x7f", "\\x85", "\\u2028")) {
            assertThat(problems(VALID.replace("name: i", "name: \"a" + control + "b\"")))
                    .singleElement()
                    .asString()
                    .startsWith("t.yaml:3:20: the name of an instance holds a control character or a line break;"
                            + " take it out: 'a\\u");
        }
    }

    private static void assertInstanceName(String name, String message) {
        assertProblems(VALID.replace("name: i", "name: " + name), "t.yaml:3:20: " + message);
    }

    @Test
    public void urlsThatNoCheckCanReach() {
        assertUrl("ftp://x", "doesn't begin with http:// or https://");
        assertUrl("/health", "doesn't begin with http:// or https://");
        assertUrl("localhost:8080", "doesn't begin with http:// or https://");
        assertUrl("http://", "isn't a valid address");
        assertUrl("http:///path", "has no valid host");
        assertUrl("http://my_host", "has no valid host");
        assertUrl("http://a b", "isn't a valid address");
        assertUrl("http://x:99999", "has a port above 65535");
        assertUrl("http://x/?a=b", "has a query or fragment, though checks append their own path to it");
        for (String valid :
                List.of("http://x", "HTTPS://x.example.com:8443/a/b/", "http://[::1]:80", "http://127.0.0.1")) {
            assertNoProblems(withUrl(valid));
        }
    }

    private static void assertUrl(String url, String fault) {
        assertProblems(
                withUrl(url),
                "t.yaml:3:46: the url '" + url + "' " + fault + "; write one such as https://acme.example.com");
    }

    private static String withUrl(String url) {
        return VALID.replace("environment: uat}", "environment: uat, url: '" + url + "'}");
    }

    @Test
    public void variablesThatNoEnvironmentCanCarry() {
        assertProblems(
                """
                environments: [{name: uat}]
                instances:
                  - name: i
                    environment: uat
                    variables:
                      OK_1: x
                      1ST: x
                      A-B: x
                      "": x
                      ROLLOUT_VERSION: x
                      NUL: "a\\0b"
                      LIST: [x]
                """,
                "t.yaml:7:7: a variable can't be named '1ST'; use letters, digits and underscores, and no digit in front",
                "t.yaml:8:7: a variable can't be named 'A-B'; use letters, digits and underscores, and no digit in front",
                "t.yaml:9:7: a variable can't be named ''; use letters, digits and underscores, and no digit in front",
                "t.yaml:10:7: the variable 'ROLLOUT_VERSION' can't be set, since names with ROLLOUT_ are given to each"
                        + " deployment; choose another name",
                "t.yaml:11:12: the variable 'NUL' holds a NUL character, which no environment can carry; take it out",
                "t.yaml:12:13: 'LIST' in 'variables' must be a text, is a list");
    }

    @Test
    public void labelsThatAreNoTexts() {
        assertProblems(
                VALID.replace("name: acme", "name: acme, labels: {a: [1], '': x}"),
                "t.yaml:2:38: 'a' in 'labels' must be a text, is a list",
                "t.yaml:2:43: the name of a label is empty; give it one");
    }

    @Test
    public void problemsOfTheFileItself() {
        assertProblems("", "t.yaml: the file is empty");
        assertThat(TopologyReader.check(Path.of("no/topology.yaml")).problems())
                .extracting(Problem::toString)
                .containsExactly("no/topology.yaml: there is no such file; check the name and the current folder");
    }

    private static void assertNoProblems(String yaml) {
        assertProblems(yaml);
    }

    private static void assertProblems(String yaml, String... expected) {
        assertThat(problems(yaml)).containsExactly(expected);
    }

    private static List<String> problems(String yaml) {
        return TopologyReader.check("t.yaml", yaml).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
