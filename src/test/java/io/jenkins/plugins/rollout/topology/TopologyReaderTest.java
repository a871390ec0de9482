package io.jenkins.plugins.rollout.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Problem;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What valid topologies become. */
public class TopologyReaderTest {
    @Test
    public void theExampleOfTheDocumentation() throws URISyntaxException {
        Path file = Path.of(getClass().getResource("topology.yaml").toURI());

        Topology topology = TopologyReader.read(file);

        assertThat(topology.environments())
                .containsExactly(
                        new Environment("eng-1", List.of()),
                        new Environment("uat", List.of()),
                        new Environment("staging", List.of("uat")),
                        new Environment("production", List.of("staging")));
        assertThat(topology.customers())
                .containsExactly(new Customer("acme", 1, ZoneId.of("America/New_York"), Map.of("tier", "gold")));
        assertThat(topology.services())
                .containsExactly(new Service("ledger", List.of()), new Service("billing", List.of("ledger")));
        assertThat(topology.instances())
                .containsExactly(
                        new Instance(
                                "acme-production",
                                "acme",
                                "production",
                                "http://127.0.0.1:9001",
                                Map.of("region", "us-east"),
                                Map.of("TAX_ENGINE", "avalara")),
                        new Instance("eng-1", "", "eng-1", "http://127.0.0.1:9100", Map.of(), Map.of()),
                        new Instance("acme-uat", "acme", "uat", "https://acme.uat.example.com", Map.of(), Map.of()),
                        new Instance(
                                "acme-staging",
                                "acme",
                                "staging",
                                "https://acme.staging.example.com",
                                Map.of(),
                                Map.of()));
    }

    @Test
    public void instancesRememberWhereTheyWereDefined() {
        Topology topology = TopologyReader.read("t.yaml", """
                environments: [{name: uat}]
                customers: [{name: acme}]
                instances:
                  - {environment: uat, name: shared}
                instanceTemplates:
                  - environments: [uat]
                    name: "{customer}"
                """);

        assertThat(topology.instance("shared").map(topology::locationOf)).contains(new Location("t.yaml", 4, 30));
        assertThat(topology.instance("acme").map(topology::locationOf)).contains(new Location("t.yaml", 7, 11));
    }

    @Test
    public void whatMayBeLeftOutHasADefault() {
        Topology topology = TopologyReader.read("t.yaml", """
                environments: [{name: uat}]
                customers: [{name: acme}]
                instances: [{name: i, environment: uat}]
                """);

        assertThat(topology.customers()).containsExactly(new Customer("acme", 0, ZoneId.of("UTC"), Map.of()));
        assertThat(topology.instances()).containsExactly(new Instance("i", "", "uat", "", Map.of(), Map.of()));
        assertThat(topology.services()).isEmpty();
    }

    @Test
    public void namesMayBeOddAsLongAsTheyAreReadable() {
        for (String name : List.of(
                "it's", "a \\\"b\\\"", "$(reboot)", "<script>alert(1)</script>", "日本 – ü", "no", "1.0", "-rf *")) {
            String yaml = """
                    environments: [{name: "NAME"}]
                    customers: [{name: "NAME"}]
                    instances: [{name: "NAME", environment: "NAME", customer: "NAME"}]
                    """.replace("NAME", name);

            String read = name.replace("\\\"", "\"");
            assertThat(TopologyReader.read("t.yaml", yaml).instances())
                    .containsExactly(new Instance(read, read, read, "", Map.of(), Map.of()));
        }
    }

    @Test
    public void warningsLeaveATopologyValid() {
        TopologyReader.Result result = TopologyReader.check("t.yaml", """
                environments: [{name: uat}]
                instances:
                  - {name: a, environment: uat, url: "http://x/"}
                  - {name: b, environment: uat, url: "HTTP://X"}
                """);

        assertThat(result.isValid()).isTrue();
        assertThat(result.topology().instances()).hasSize(2);
        assertThat(result.problems())
                .containsExactly(Problem.warning(
                        new Location("t.yaml", 4, 38),
                        "the instance 'b' has the same url as 'a' at t.yaml:3:38; give each its own"));
    }

    @Test
    public void errorsAreThrownTogetherWithWarnings() {
        String yaml = """
                environments: [{name: uat}]
                instances:
                  - {name: a, environment: uat, url: "http://x"}
                  - {name: a, environment: prod, url: "http://x"}
                """;

        assertThat(TopologyReader.check("t.yaml", yaml).isValid()).isFalse();
        assertThatThrownBy(() -> TopologyReader.read("t.yaml", yaml))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.problems())
                        .hasSize(3));
    }

    @Test
    public void thePromotionOrderFollowsTheFile() {
        Topology topology = TopologyReader.read("t.yaml", """
                environments:
                  - {name: production, after: [staging, eng-10, eng-2]}
                  - {name: staging, after: [uat, uat]}
                  - {name: eng-10}
                  - {name: eng-2}
                  - {name: uat, after: [eng-2]}
                instances: [{name: i, environment: uat}]
                """);

        assertThat(topology.promotionOrder())
                .extracting(Environment::name)
                .containsExactly("eng-2", "eng-10", "uat", "staging", "production");
        assertThat(topology.environmentsBefore("staging")).containsExactlyInAnyOrder("uat", "eng-2");
    }
}
