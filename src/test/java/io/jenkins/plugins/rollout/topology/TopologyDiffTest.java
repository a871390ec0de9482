package io.jenkins.plugins.rollout.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.topology.TopologyDiff.Change;
import io.jenkins.plugins.rollout.topology.TopologyDiff.FieldChange;
import io.jenkins.plugins.rollout.topology.TopologyDiff.Kind;
import java.util.List;
import org.junit.Test;

/** What an import would change is told thing by thing, field by field. */
public class TopologyDiffTest {
    private static final String BEFORE = """
            environments: [{name: uat}, {name: production, after: [uat]}]
            customers: [{name: c2, ring: 1, labels: {tier: gold}}, {name: c10}]
            instanceTemplates:
              - {name: "{customer}-{environment}", environments: [uat], url: "https://{customer}.example.com"}
            """;

    private static TopologyDiff diff(String before, String after) {
        return TopologyDiff.between(TopologyReader.read("before", before), TopologyReader.read("after", after));
    }

    @Test
    public void nothingChangesIfOnlyTheTextDoes() {
        assertThat(diff(BEFORE, "# a comment\n" + BEFORE).isEmpty()).isTrue();
    }

    @Test
    public void aChangeNamesItsFields() {
        TopologyDiff diff = diff(BEFORE, BEFORE.replace("ring: 1, labels: {tier: gold}", "ring: 2"));

        assertThat(diff.changes())
                .containsExactly(new Change(
                        Kind.CHANGED,
                        Section.CUSTOMERS,
                        "c2",
                        List.of(new FieldChange("label tier", "gold", ""), new FieldChange("ring", "1", "2"))));
    }

    @Test
    public void instancesOfTemplatesCount() {
        TopologyDiff diff = diff(BEFORE, BEFORE.replace("{name: c10}", "{name: c11}"));

        assertThat(diff.changes())
                .extracting(change -> change.kind() + " " + change.section() + " " + change.name())
                .containsExactly(
                        "REMOVED CUSTOMERS c10",
                        "ADDED CUSTOMERS c11",
                        "REMOVED INSTANCES c10-uat",
                        "ADDED INSTANCES c11-uat");
        assertThat(diff.count(Kind.ADDED)).isEqualTo(2);
    }
}
