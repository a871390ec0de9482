package io.jenkins.plugins.rollout.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.rollout.docs.Document.Block;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.topology.Topology;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Test;

/** Every YAML example is what it is said to be, by the real readers; and the errors that are shown are the real ones. */
public class YamlExamplesTest {
    private static final String TOPOLOGY_BASE = """
            environments:
              - name: staging
              - name: production
                after: [staging]
            customers:
              - name: acme
              - name: borealis
            services:
              - name: billing
            instances:
              - name: shop
                customer: acme
                environment: production
            """;
    private static final String ROLLOUT_BASE = """
            service: billing
            environments: [production]
            strategy:
              allAtOnce: {}
            deploy: ./deploy.sh
            """;

    @Test
    public void examplesAreWhatTheyAreSaidToBe() {
        List<Block> examples = Document.all().stream()
                .flatMap(document -> document.blocks().stream())
                .filter(block -> block.language().equals("yaml"))
                .toList();

        assertThat(examples).hasSizeGreaterThan(20);
        examples.forEach(this::check);
    }

    private void check(Block example) {
        switch (example.mark()) {
            case "topology", "file: topology.yaml" ->
                assertThat(problemsOfTopology(example.text()))
                        .as(example.place())
                        .isEmpty();
            case "part of a topology" ->
                assertThat(problemsOfTopology(completed(example.text(), TOPOLOGY_BASE)))
                        .as(example.place())
                        .isEmpty();
            case "rollout file", "file: rollout.yaml" ->
                assertThat(problemsOfRollout(example.text()))
                        .as(example.place())
                        .isEmpty();
            case "part of a rollout file" ->
                assertThat(problemsOfRollout(completed(example.text(), ROLLOUT_BASE)))
                        .as(example.place())
                        .isEmpty();
            case "topology with errors" ->
                assertThat(problemsOfTopology(example.text()))
                        .as(example.place())
                        .containsExactlyElementsOf(shown(example));
            case "rollout file with errors" ->
                assertThat(problemsOfRollout(example.text()))
                        .as(example.place())
                        .containsExactlyElementsOf(shown(example));
            case "rollout file that does not fit" ->
                assertThat(problemsOfPlan(example.text()))
                        .as(example.place())
                        .containsExactlyElementsOf(shown(example));
            default -> throw new AssertionError(example.place() + " does not say what it is an example of");
        }
    }

    private static List<String> shown(Block example) {
        return example.document().after(example).orElseThrow().text().lines().toList();
    }

    private static List<String> problemsOfTopology(String text) {
        return TopologyReader.check("topology.yaml", text).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static List<String> problemsOfRollout(String text) {
        return problems(() -> spec(text));
    }

    /** Of a rollout file and the topology that the documentation begins with. */
    private static List<String> problemsOfPlan(String text) {
        Block known = Document.read("docs/topology.md").blocks().get(0);
        Topology topology = TopologyReader.read("topology.yaml", known.text());
        RolloutSpec spec = spec(text);
        Release release = new Release(spec.service(), "1", List.of(), "");
        return problems(() -> new Planner(topology, service -> Installations.NONE).plan(spec, release));
    }

    private static RolloutSpec spec(String text) {
        return RolloutSpecReader.read(new RolloutSpec.Source("rollout.yaml", Path.of("/"), text));
    }

    private static List<String> problems(ThrowingCallable reading) {
        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, reading);
        return refused == null
                ? List.of()
                : refused.problems().stream().map(Problem::toString).toList();
    }

    /** The example, with those sections of the base that it leaves out. */
    private static String completed(String example, String base) {
        Map<String, String> sections = sections(base);
        sections.putAll(sections(example));
        return String.join("", sections.values());
    }

    private static Map<String, String> sections(String yaml) {
        Map<String, String> sections = new LinkedHashMap<>();
        String key = "";
        for (String line : yaml.lines().toList()) {
            if (Character.isLetter(line.charAt(0))) {
                key = line.substring(0, line.indexOf(':'));
            }
            sections.merge(key, line + "\n", String::concat);
        }
        return sections;
    }
}
