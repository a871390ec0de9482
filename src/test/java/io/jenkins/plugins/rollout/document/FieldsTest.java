package io.jenkins.plugins.rollout.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.Test;

/** Typed access to a mapping, and the sentence for each way in which a value can be of another type. */
public class FieldsTest {
    private static final List<String> KNOWN = List.of("name", "environments", "labels", "ring", "bake", "mode");

    private enum Mode {
        FAST,
        SAFE
    }

    private final Problems problems = new Problems();

    @Test
    public void valuesOfTheRightType() {
        Fields fields = fields("""
                name: acme
                environments: [uat, staging]
                labels: {tier: gold, size: 10}
                ring: 3
                bake: 1m30s
                mode: safe
                """);

        assertThat(fields.requiredText("name")).map(Node.Scalar::text).contains("acme");
        assertThat(fields.texts("environments")).extracting(Node.Scalar::text).containsExactly("uat", "staging");
        assertThat(TextEntry.toMap(fields.textMap("labels"))).isEqualTo(Map.of("tier", "gold", "size", "10"));
        assertThat(fields.integer("ring", Range.atLeast(0), 0)).isEqualTo(3);
        assertThat(fields.duration("bake", Duration.ZERO)).isEqualTo(Duration.ofSeconds(90));
        assertThat(mode(fields)).isEqualTo(Mode.SAFE);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    public void whatIsAbsentOrEmptyFallsBack() {
        Fields fields = fields("{name: x, ring: , labels: null}");

        assertThat(fields.text("mode")).isEmpty();
        assertThat(fields.texts("environments")).isEmpty();
        assertThat(fields.textMap("labels")).isEmpty();
        assertThat(fields.integer("ring", Range.atLeast(0), 7)).isEqualTo(7);
        assertThat(fields.duration("bake", Duration.ofDays(1))).isEqualTo(Duration.ofDays(1));
        assertThat(mode(fields)).isEqualTo(Mode.FAST);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    public void unknownKeysWithTheNearestKnownOne() {
        fields("{enviroments: [], Name: x, wholly-else: 1}");

        assertProblems(
                "t.yaml:1:2: unknown key 'enviroments'; did you mean 'environments'?",
                "t.yaml:1:19: unknown key 'Name'; did you mean 'name'?",
                "t.yaml:1:28: unknown key 'wholly-else'; a thing has name, environments, labels, ring, bake, mode");
    }

    @Test
    public void missingKeys() {
        Fields fields = fields("{ring: 1, name: }");

        assertThat(fields.requiredText("name")).isEmpty();
        assertThat(fields.requiredTexts("environments")).isEmpty();
        assertProblems(
                "t.yaml:1:1: a thing must have 'name'; add it", "t.yaml:1:1: a thing must have 'environments'; add it");
    }

    @Test
    public void otherTypes() {
        Fields fields = fields("""
                name: [x]
                environments: uat
                labels: [a]
                ring: {a: b}
                bake: []
                mode: []
                """);

        fields.text("name");
        fields.texts("environments");
        fields.textMap("labels");
        fields.integer("ring", Range.atLeast(0), 0);
        fields.duration("bake", Duration.ZERO);
        mode(fields);

        assertProblems(
                "t.yaml:1:7: 'name' must be a text, is a list",
                "t.yaml:2:15: 'environments' must be a list, is a text; put it in brackets",
                "t.yaml:3:9: 'labels' must be a mapping of keys to values, is a list",
                "t.yaml:4:7: 'ring' must be a whole number of at least 0, is a mapping",
                "t.yaml:5:7: 'bake' must be a duration such as 500ms, 30s or 1h30m, is a list",
                "t.yaml:6:7: 'mode' must be fast or safe, is a list");
    }

    @Test
    public void elementsOfOtherTypes() {
        Fields fields = fields("""
                environments: [uat, [x], null]
                labels: {a: , b: {}}
                """);

        assertThat(fields.texts("environments")).extracting(Node.Scalar::text).containsExactly("uat");
        assertThat(fields.textMap("labels")).isEmpty();
        assertProblems(
                "t.yaml:1:21: an element of 'environments' must be a text, is a list",
                "t.yaml:1:26: an element of 'environments' must be a text, is empty; write '' for an empty text",
                "t.yaml:2:12: 'a' in 'labels' must be a text, is empty; write '' for an empty text",
                "t.yaml:2:18: 'b' in 'labels' must be a text, is a mapping");
    }

    @Test
    public void numbersThatAreNone() {
        for (String text :
                List.of("1.5", "one", "0x10", "010", "1_000", "1e3", "99999999999", "1234567890123456789012")) {
            assertRefusedRing(text, "'ring' must be a whole number of at least 0, is '" + text + "'");
        }
        assertRefusedRing("-1", "'ring' must be a whole number of at least 0, is '-1'");
    }

    private void assertRefusedRing(String text, String message) {
        Problems ofThis = new Problems();
        Fields fields = fields("{ring: " + text + "}", ofThis);

        assertThat(fields.integer("ring", Range.atLeast(0), 5)).isEqualTo(5);
        assertThat(ofThis.list()).extracting(Problem::message).containsExactly(message);
    }

    @Test
    public void durationsThatAreNone() {
        Map<String, String> messages = Map.of(
                "30", "'bake' must be a duration such as 500ms, 30s or 1h30m, is '30'",
                "-5s", "'bake' must be a duration such as 500ms, 30s or 1h30m, is '-5s'",
                "31d", "'bake' must be at most 30 days, is '31d'",
                "721h", "'bake' must be at most 30 days, is '721h'",
                "999999999d", "'bake' must be at most 30 days, is '999999999d'",
                "0s", "'bake' must be longer than nothing");
        messages.forEach((text, message) -> {
            Problems ofThis = new Problems();
            Fields fields = fields("{bake: " + text + "}", ofThis);

            assertThat(fields.positiveDuration("bake", Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
            assertThat(ofThis.list()).extracting(Problem::message).containsExactly(message);
        });
    }

    @Test
    public void wordsThatAreNone() {
        assertThat(mode(fields("mode: save"))).isEqualTo(Mode.FAST);

        assertProblems("t.yaml:1:7: 'mode' must be fast or safe, is 'save'; did you mean 'safe'?");
    }

    @Test
    public void nothingHasNoFields() {
        Node nothing = new Node.Empty(Location.UNKNOWN);

        assertThat(Fields.of(nothing, "a thing", KNOWN, problems).orElseThrow().text("name"))
                .isEmpty();
        assertThat(problems.list()).isEmpty();
    }

    @Test
    public void messagesHaveNoRawTextOfTheInput() {
        fields("\"\\e[2J\\u202e" + "x".repeat(200) + "\": 1");

        assertThat(problems.list().get(0).message())
                .isEqualTo("unknown key '\\u001b[2J\\u202e" + "x".repeat(75)
                        + "…'; a thing has name, environments, labels, ring, bake, mode");
    }

    private static Mode mode(Fields fields) {
        return fields.word("mode", mode -> mode.name().toLowerCase(Locale.ROOT), Mode.FAST);
    }

    private Fields fields(String yaml) {
        return fields(yaml, problems);
    }

    private static Fields fields(String yaml, Problems problems) {
        Node root = YamlReader.read("t.yaml", yaml, problems).orElseThrow();
        return Fields.of(root, "a thing", KNOWN, problems).orElseThrow();
    }

    private void assertProblems(String... expected) {
        assertThat(problems.list()).extracting(Problem::toString).containsExactly(expected);
    }
}
