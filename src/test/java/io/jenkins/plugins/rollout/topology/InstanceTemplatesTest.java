package io.jenkins.plugins.rollout.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.document.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Test;

/** What templates make, and what they can't. */
public class InstanceTemplatesTest {
    private static final String HOUSE = """
            environments: [{name: uat}, {name: production}]
            customers:
              - {name: acme, ring: 1, labels: {tier: gold, region: us}}
              - {name: globex, ring: 2, labels: {tier: silver, region: eu}}
              - {name: initech, labels: {tier: gold, region: eu}}
            instanceTemplates:
            """;

    @Test
    public void placeholdersAreFilledEverywhere() {
        Topology topology = TopologyReader.read("t.yaml", HOUSE + """
                  - name: "{customer}-{environment}"
                    customers: [globex]
                    environments: [uat]
                    url: https://{customer}.{label.region}.example.com/{environment}
                    labels: {ring: "r{ring}", plain: text}
                    variables: {REGION: "{label.region}", JSON: '{"a": {"b": 1}, "c": {}}'}
                """);

        assertThat(topology.instances())
                .containsExactly(new Instance(
                        "globex-uat",
                        "globex",
                        "uat",
                        "https://globex.eu.example.com/uat",
                        Map.of("ring", "r2", "plain", "text"),
                        Map.of("REGION", "eu", "JSON", "{\"a\": {\"b\": 1}, \"c\": {}}")));
    }

    @Test
    public void valuesWithBracesAreNotFilledAgain() {
        Topology topology = TopologyReader.read("t.yaml", """
                environments: [{name: "{customer}$1"}]
                customers: [{name: "{environment}"}]
                instanceTemplates: [{name: "{customer}-{environment}", environments: ["{customer}$1"]}]
                """);

        assertThat(topology.instances()).extracting(Instance::name).containsExactly("{environment}-{customer}$1");
    }

    @Test
    public void customersAreChosenByNameOrLabel() {
        assertThat(made("customers: all")).containsExactly("acme", "globex", "initech");
        assertThat(made("labels: {}")).containsExactly("acme", "globex", "initech");
        assertThat(made("customers: [initech, acme]")).containsExactly("acme", "initech");
        assertThat(made("customers: {tier: gold}")).containsExactly("acme", "initech");
        assertThat(made("customers: {tier: gold, region: eu}")).containsExactly("initech");
        assertThat(made("customers: {where: {region: eu}}")).containsExactly("globex", "initech");
    }

    private static List<String> made(String line) {
        Topology topology =
                TopologyReader.read("t.yaml", HOUSE + "  - {name: '{customer}', environments: [uat], " + line + "}");
        return topology.instances().stream().map(Instance::name).toList();
    }

    @Test
    public void placeholdersThatCannotBeFilled() {
        assertProblems(
                """
                  - name: "{custommer}-{environment}"
                    environments: [uat]
                    url: http://{label.zone}.example.com
                    labels: {a: "{label.}", b: "{instance}"}
                    variables: {A: "${HOME}"}
                """,
                "t.yaml:7:11: unknown placeholder '{custommer}'; did you mean 'customer'?",
                "t.yaml:9:10: the label 'zone' asked for here is missing from the customer 'acme' (and 2 more);"
                        + " add it there",
                "t.yaml:10:17: the label '' asked for here is missing from the customer 'acme' (and 2 more);"
                        + " add it there",
                "t.yaml:10:32: unknown placeholder '{instance}';"
                        + " there are {customer}, {environment}, {ring} and {label.NAME}",
                "t.yaml:11:20: unknown placeholder '{HOME}';"
                        + " there are {customer}, {environment}, {ring} and {label.NAME}");
    }

    @Test
    public void namesThatAreMadeTwice() {
        assertProblems(
                """
                  - {name: "{customer}-{environment}", customers: [acme], environments: [uat]}
                  - {name: acme-uat, customers: [acme], environments: [production]}
                  - {name: "{environment}", environments: [uat]}
                """,
                "t.yaml:8:12: an instance named 'acme-uat' stands at t.yaml:7:12 already; give one of them another name",
                "t.yaml:9:12: an instance named 'uat' comes from here more than once;"
                        + " tell them apart, in a template by {customer} and {environment}");
    }

    @Test
    public void aListedInstanceIsNotReplaced() {
        assertProblems(
                """
                  - {name: "{customer}", environments: [uat]}
                instances:
                  - {name: globex, environment: production, customer: globex}
                """,
                "t.yaml:7:12: an instance named 'globex' stands at t.yaml:9:12 already; give one of them another name");
    }

    @Test
    public void oneUrlForSeveralIsAWarning() {
        assertProblems(
                """
                  - {name: "{customer}", environments: [uat], url: http://x}
                """,
                "t.yaml:7:52: warning: several instances get the url 'http://x' from here;"
                        + " tell them apart, in a template by {customer} and {environment}");
    }

    @Test
    public void whatIsMadeIsCheckedLikeWhatIsListed() {
        assertProblems(
                """
                  - {name: "{customer}\\n", customers: [acme], environments: [uat], url: "ftp://{customer}"}
                """,
                "t.yaml:7:12: the name of an instance holds a control character or a line break; take it out:"
                        + " 'acme\\u000a'",
                "t.yaml:7:73: the url 'ftp://acme' doesn't begin with http:// or https://;"
                        + " write one such as https://acme.example.com");
    }

    @Test
    public void choicesOfNobody() {
        assertProblems(
                """
                  - {name: "a-{customer}", environments: [], customers: []}
                  - {name: "b-{customer}", environments: [uat], customers: {}}
                  - {name: "c-{customer}", environments: [uat], customers: acme}
                  - {name: "d-{customer}", environments: [uat], customers: {where: gold}}
                """,
                "t.yaml:7:42: 'environments' is empty; name at least one",
                "t.yaml:7:57: 'customers' chooses nobody; write all, names, or labels",
                "t.yaml:8:60: 'customers' asks for no label; name one, or leave it out to choose everything",
                "t.yaml:9:60: 'customers' must be all, a list of names, or labels, is 'acme';"
                        + " put a single name in brackets",
                "t.yaml:10:68: 'customers' must be a mapping of keys to values, is a text");
    }

    @Test
    public void aFewLinesCannotMakeMillions() {
        String names =
                IntStream.range(0, 2000).mapToObj(i -> "{name: n" + i + "}").collect(Collectors.joining(", "));
        String environments = IntStream.range(0, 2000).mapToObj(i -> "n" + i).collect(Collectors.joining(", "));

        assertThat(problems("environments: [" + names + "]\ncustomers: [" + names + "]\ninstanceTemplates:\n"
                        + "  - {name: '{customer}', environments: [" + environments + "]}"))
                .containsExactly("t.yaml:4:5: this template would bring the number of instances to 4000000, more than"
                        + " the possible 1000000; choose fewer customers or environments");
    }

    private static void assertProblems(String templates, String... expected) {
        assertThat(problems(HOUSE + templates)).containsExactly(expected);
    }

    private static List<String> problems(String yaml) {
        return TopologyReader.check("t.yaml", yaml).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
