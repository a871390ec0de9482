package io.jenkins.plugins.rollout.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.topology.TopologyItem.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;

/** A topology goes from text to items and back without losing anything that counts. */
public class TopologyDocumentTest {
    private static final List<String> HOSTILE = List.of(
            "plain",
            "two words",
            "no",
            "null",
            "~",
            "1.10",
            "007",
            "-",
            "- a",
            "a: b",
            "a #b",
            "#b",
            "{customer}",
            "[x]",
            "it's \"quoted\" \\ back",
            "<script>alert(1)</script>",
            "comma, brace}",
            "\u202Eright to left",
            "日本語",
            "\uD83D\uDE80",
            "&anchor",
            "*alias",
            "!tag",
            "%percent",
            "@at",
            "`tick`",
            " leading",
            "trailing ",
            "<<",
            "a:",
            "http://x.example.com:80/a",
            "http://x.example.com/a:");

    private static String sample() {
        try (InputStream in = TopologyDocumentTest.class.getResourceAsStream("topology.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertSameTopology(String left, String right) {
        TopologyDiff diff = TopologyDiff.between(TopologyReader.read("l", left), TopologyReader.read("r", right));
        assertThat(diff.changes()).isEmpty();
    }

    @Test
    public void textToItemsToTextIsTheSameTopology() {
        String again = TopologyDocument.of(sample()).toYaml();

        assertSameTopology(again, sample());
        assertThat(TopologyDocument.of(again).saysTheSameAs(TopologyDocument.of(sample())))
                .isTrue();
        assertThat(TopologyDocument.of(again).toYaml()).isEqualTo(again);
    }

    @Test
    public void isWrittenAsPeopleWould() {
        assertThat(TopologyDocument.of(sample()).toYaml())
                .contains("  - name: staging\n    after: [uat]\n")
                .contains("    timeZone: America/New_York\n    labels: {tier: gold}\n")
                .contains("    url: http://127.0.0.1:9001\n")
                .contains("  - name: \"{customer}-{environment}\"\n    customers: all\n");
    }

    @Test
    public void everyNameAndValueComesBackAsItWas() {
        TopologyDocument document =
                TopologyDocument.EMPTY.plus(Section.ENVIRONMENTS, new TopologyItem.Builder("production").build());
        for (String text : HOSTILE) {
            document = document.plus(
                            Section.CUSTOMERS,
                            new TopologyItem.Builder(text)
                                    .entries("labels", List.of(new Entry("a " + text, text), new Entry("empty", "")))
                                    .build())
                    .plus(
                            Section.INSTANCES,
                            new TopologyItem.Builder("i " + text)
                                    .text("customer", text)
                                    .required("environment", "production")
                                    .entries(
                                            "variables",
                                            List.of(new Entry("A", text + "\nline\ttab\r\u2028\u0085\uFEFF")))
                                    .build());
        }

        TopologyDocument again = TopologyDocument.of(document.toYaml());
        Topology topology = TopologyReader.read("t", document.toYaml());

        assertThat(again.saysTheSameAs(document)).isTrue();
        assertThat(topology.customers()).extracting(Customer::name).containsExactlyElementsOf(HOSTILE);
        assertThat(topology.customer("no").orElseThrow().labels()).containsEntry("a no", "no");
        assertThat(topology.instance("i null").orElseThrow().variables())
                .containsEntry("A", "null\nline\ttab\r\u2028\u0085\uFEFF");
    }

    @Test
    public void aTemplateChoosesTheSameCustomersAgain() {
        for (String choice : List.of("all", "[acme]", "{tier: gold}", "{where: {tier: gold}}", "{where: {where: x}}")) {
            String yaml = "environments: [{name: uat}]\n"
                    + "customers: [{name: acme, labels: {tier: gold, where: x}}, {name: b}]\n"
                    + "instanceTemplates: [{name: '{customer}', environments: [uat], customers: " + choice + "}]\n";

            assertSameTopology(TopologyDocument.of(yaml).toYaml(), yaml);
        }
    }

    @Test
    public void aNewNameIsFollowedByAllThatRefersToIt() {
        TopologyDocument document = TopologyDocument.of(sample())
                .replace(Section.ENVIRONMENTS, "uat", new TopologyItem.Builder("acceptance").build())
                .replace(Section.CUSTOMERS, "acme", new TopologyItem.Builder("roadrunner").build())
                .replace(Section.SERVICES, "ledger", new TopologyItem.Builder("books").build());

        Topology topology = TopologyReader.read("t", document.toYaml());

        assertThat(topology.environment("staging").orElseThrow().after()).containsExactly("acceptance");
        assertThat(topology.service("billing").orElseThrow().dependsOn()).containsExactly("books");
        assertThat(topology.instance("roadrunner-acceptance")).isPresent();
        assertThat(topology.instance("acme-production").orElseThrow().customer())
                .isEqualTo("roadrunner");
    }

    @Test
    public void aCustomerNamedAllIsNotTheWordForAllCustomers() {
        String yaml = "environments: [{name: uat}]\ncustomers: [{name: all}]\n"
                + "instanceTemplates: [{name: '{customer}', environments: [uat], customers: all}]\n";

        TopologyDocument renamed =
                TopologyDocument.of(yaml).replace(Section.CUSTOMERS, "all", new TopologyItem.Builder("every").build());

        assertThat(TopologyReader.read("t", renamed.toYaml()).instance("every")).isPresent();
    }

    @Test
    public void aPlaceLeadsToItsItemAndKey() {
        TopologyDocument document = TopologyDocument.of(sample())
                .plus(
                        Section.INSTANCES,
                        new TopologyItem.Builder("lost")
                                .required("environment", "nowhere")
                                .entries("labels", List.of(new Entry("", "x")))
                                .build());
        ItemPlaces places = ItemPlaces.of(document.toYaml());

        assertThat(TopologyReader.check("t", document.toYaml()).problems())
                .extracting(problem -> places.at(problem.location()).orElseThrow())
                .containsExactly(
                        new ItemPlaces.ItemPlace(Section.INSTANCES, 2, "lost", "environment"),
                        new ItemPlaces.ItemPlace(Section.INSTANCES, 2, "lost", "labels"));
    }

    @Test
    public void theOrderOfLabelsDoesNotCount() {
        assertThat(new TopologyItem.Entries(List.of(new Entry("a", "1"), new Entry("b", "2"))))
                .isEqualTo(new TopologyItem.Entries(List.of(new Entry("b", "2"), new Entry("a", "1"))));
    }

    @Test
    public void aLabelThatStandsTwiceIsLeftForTheReaderToRefuse() {
        TopologyDocument document = TopologyDocument.of(sample())
                .plus(
                        Section.CUSTOMERS,
                        new TopologyItem.Builder("b")
                                .entries("labels", List.of(new Entry("tier", "gold"), new Entry("tier", "iron")))
                                .build());

        assertThat(TopologyReader.check("t", document.toYaml()).problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.message()).contains("the key 'tier' stands here a second time"));
    }
}
