package io.jenkins.plugins.rollout.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.document.Node.Empty;
import io.jenkins.plugins.rollout.document.Node.Entry;
import io.jenkins.plugins.rollout.document.Node.Mapping;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Node.Sequence;
import java.util.List;
import org.junit.Test;

/** What plain YAML and JSON become. */
public class YamlReaderTest {
    @Test
    public void everyKeyAndValueKnowsItsPlace() {
        Mapping root = read("""
                name: acme
                rings:
                  - 1
                  - [2]
                """);

        assertThat(root)
                .isEqualTo(mapping(
                        1,
                        1,
                        new Entry(scalar(1, 1, "name"), scalar(1, 7, "acme")),
                        new Entry(
                                scalar(2, 1, "rings"),
                                new Sequence(
                                        at(3, 3),
                                        List.of(
                                                scalar(3, 5, "1"),
                                                new Sequence(at(4, 5), List.of(scalar(4, 6, "2"))))))));
    }

    @Test
    public void jsonIsReadTheSameWay() {
        assertThat(read("{\"name\": \"acme\", \"rings\": [1]}"))
                .isEqualTo(mapping(
                        1,
                        1,
                        new Entry(scalar(1, 2, "name"), scalar(1, 10, "acme")),
                        new Entry(scalar(1, 18, "rings"), new Sequence(at(1, 27), List.of(scalar(1, 28, "1"))))));
    }

    @Test
    public void scalarsStayAsTheyWereWritten() {
        for (String written :
                List.of("4.10", "010", "0x1F", "1_000", "yes", "No", "1e3", "2026-01-01", "12:30", ".inf")) {
            assertThat(value("v: " + written)).isEqualTo(scalar(1, 4, written));
        }
    }

    @Test
    public void quotesAreOnlyNeededForWhatWouldBeEmpty() {
        assertThat(value("v: ''")).isEqualTo(scalar(1, 4, ""));
        assertThat(value("v: 'null'")).isEqualTo(scalar(1, 4, "null"));
        for (String nothing : List.of("v:", "v: null", "v: ~")) {
            assertThat(value(nothing)).isInstanceOf(Empty.class);
        }
    }

    @Test
    public void anAliasIsTheNodeOfItsAnchor() {
        Mapping root = read("""
                a: &labels {tier: gold}
                b: *labels
                """);

        assertThat(root.entries().get(1).value()).isSameAs(root.entries().get(0).value());
    }

    @Test
    public void anAnchorMayBeSetAgain() {
        assertThat(read("[&a 1, *a, &a 2, *a]", Sequence.class).items())
                .extracting(item -> ((Scalar) item).text())
                .containsExactly("1", "1", "2", "2");
    }

    @Test
    public void aKeyMayHaveAnAnchor() {
        Mapping root = read("&a tier: gold\nlabel: *a");

        assertThat(root.entries().get(1).value()).isEqualTo(scalar(1, 1, "tier"));
    }

    @Test
    public void columnsCountCharactersAndNotTheirHalves() {
        assertThat(read("{😀: x}").entries().get(0).value()).isEqualTo(scalar(1, 5, "x"));
    }

    private static Node value(String yaml) {
        return read(yaml).entries().get(0).value();
    }

    private static Mapping read(String yaml) {
        return read(yaml, Mapping.class);
    }

    private static <N extends Node> N read(String yaml, Class<N> type) {
        Problems problems = new Problems();
        Node root = YamlReader.read("t.yaml", yaml, problems).orElseThrow();
        assertThat(problems.list()).isEmpty();
        return type.cast(root);
    }

    private static Mapping mapping(int line, int column, Entry... entries) {
        return new Mapping(at(line, column), List.of(entries));
    }

    private static Scalar scalar(int line, int column, String text) {
        return new Scalar(at(line, column), text);
    }

    private static Location at(int line, int column) {
        return new Location("t.yaml", line, column);
    }
}
