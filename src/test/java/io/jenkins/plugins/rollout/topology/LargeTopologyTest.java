package io.jenkins.plugins.rollout.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Reading costs as much as there is to read, and no more, whatever stands there. */
public class LargeTopologyTest {
    private static final int MANY = 100_000;

    @Rule
    public final Timeout soon = Timeout.seconds(120);

    @Test
    public void aHundredThousandInstances() {
        String yaml = "environments: [{name: production}]\n"
                + lines("customers", "{name: c%1$d}")
                + lines(
                        "instances",
                        "{name: c%1$d-production, customer: c%1$d, environment: production,"
                                + " url: 'https://c%1$d.example.com', variables: {A: b}}");

        assertThat(yaml).hasSizeGreaterThan(14_000_000);
        assertThat(TopologyReader.read("t.yaml", yaml).instances()).hasSize(MANY);
    }

    @Test
    public void aHundredThousandTypos() {
        String yaml = "environments: [{name: production}]\n"
                + lines("customers", "{name: customer-%1$d}")
                + lines("instances", "{name: i%1$d, environment: production, customer: custommer-%1$d}");

        assertThat(TopologyReader.check("t.yaml", yaml).problems())
                .hasSize(1001)
                .last()
                .hasToString("t.yaml: there are 99000 more errors; mend these first");
    }

    @Test
    public void aChainOfAHundredThousandEnvironments() {
        String yaml = "environments:\n  - {name: e0}\n"
                + IntStream.range(1, MANY)
                        .mapToObj(i -> "  - {name: e" + i + ", after: [e" + (i - 1) + "]}\n")
                        .collect(Collectors.joining())
                + "instances: [{name: i, environment: e0}]\n";

        Topology topology = TopologyReader.read("t.yaml", yaml);

        assertThat(topology.promotionOrder()).hasSize(MANY);
        assertThat(topology.environmentsBefore("e" + (MANY - 1))).hasSize(MANY - 1);
    }

    private static String lines(String key, String line) {
        return IntStream.range(0, MANY)
                .mapToObj(i -> "  - " + line.replace("%1$d", String.valueOf(i)) + "\n")
                .collect(Collectors.joining("", key + ":\n", ""));
    }
}
