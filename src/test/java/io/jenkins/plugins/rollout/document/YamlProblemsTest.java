package io.jenkins.plugins.rollout.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** What the reader refuses: in one sentence, at the place, and soon. */
public class YamlProblemsTest {
    @Rule
    public final Timeout soon = Timeout.seconds(60);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void syntaxErrors() {
        assertThat(problems("a: b: c"))
                .containsExactly("t.yaml:1:5: this isn't valid YAML: mapping values are not allowed here;"
                        + " put a text that contains ': ' in quotes");
        assertThat(problems("a: [1, 2\nb: 3"))
                .containsExactly("t.yaml:2:2: this isn't valid YAML: expected ',' or ']', but got : while parsing a"
                        + " flow sequence that begins at t.yaml:1:4;"
                        + " check the indentation, quotes and brackets up to here");
        assertThat(problems("a:\n\t- b"))
                .containsExactly("t.yaml:2:1: this isn't valid YAML: found character '\\t(TAB)' that cannot start any"
                        + " token; indent with spaces");
    }

    @Test
    public void severalDocuments() {
        assertThat(problems("a: 1\n---\nb: 2"))
                .containsExactly("t.yaml:3:1: a second document begins here; keep one document in a file");
    }

    @Test
    public void keysThatStandTwiceEachOfThem() {
        assertThat(problems("a: 1\nb: {c: 1, c: 2}\na: 2"))
                .containsExactly(
                        "t.yaml:2:11: the key 'c' stands here a second time, first at t.yaml:2:5; keep one of them",
                        "t.yaml:3:1: the key 'a' stands here a second time, first at t.yaml:1:1; keep one of them");
    }

    @Test
    public void tags() {
        assertThat(problems("""
                a: !include other.yaml
                b: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL ["http://x"]]]]
                """))
                .containsExactly(
                        "t.yaml:1:4: the tag '!include' isn't supported; write the value itself",
                        "t.yaml:2:4: the tag '!!javax.script.ScriptEngineManager' isn't supported;"
                                + " write the value itself",
                        "t.yaml:2:40: the tag '!!java.net.URLClassLoader' isn't supported;" + " write the value itself",
                        "t.yaml:2:68: the tag '!!java.net.URL' isn't supported;" + " write the value itself");
    }

    @Test
    public void aliasesOfNoAnchor() {
        assertThat(problems("a: *b"))
                .containsExactly("t.yaml:1:4: the alias '*b' has no anchor '&b' before it in this file;"
                        + " set one, or put the text in quotes");
    }

    @Test
    public void aliasesOfTheNodeThatTheyAreIn() {
        assertThat(problems("a: &b [*b]"))
                .containsExactly("t.yaml:1:8: the alias '*b' has no anchor '&b' before it in this file;"
                        + " set one, or put the text in quotes");
    }

    @Test
    public void aliasesThatExplode() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 10; i++) {
            laughs.append(String.format("a%1$d: &a%1$d [*a%2$d", i, i - 1))
                    .append((", *a" + (i - 1)).repeat(9))
                    .append("]\n");
        }

        assertThat(problems(laughs.toString()))
                .containsExactly("t.yaml:7:10: more than 2,000,000 values up to here, each alias counted with all that"
                        + " it stands for; split the file");
    }

    @Test
    public void mergeKeys() {
        assertThat(problems("a: &a {x: 1}\nb:\n  <<: *a"))
                .containsExactly("t.yaml:3:3: the merge key '<<' isn't supported; write the keys out");
    }

    @Test
    public void keysThatAreNoTexts() {
        assertThat(problems("? [a, b]\n: c")).containsExactly("t.yaml:1:3: a key must be a plain text; write it out");
        assertThat(problems("x: &a y\n*a : c")).containsExactly("t.yaml:2:1: a key must be a plain text; write it out");
    }

    @Test
    public void nestingThatIsTooDeep() {
        assertThat(problems("[".repeat(100_000)))
                .containsExactly("t.yaml:1:65: this is nested more than 64 levels deep; flatten it");
        assertThat(problems("{a: ".repeat(100_000)))
                .containsExactly("t.yaml:1:257: this is nested more than 64 levels deep; flatten it");
        assertThat(problems("- ".repeat(100_000)))
                .containsExactly("t.yaml:1:129: this is nested more than 64 levels deep; flatten it");
    }

    @Test
    public void charactersThatNobodySees() {
        assertThat(problems("a: b\nc: \u0000d"))
                .containsExactly("t.yaml:2:4: the character U+0000 isn't allowed in YAML; take it out");
        assertThat(problems("a: \u001b[2J"))
                .containsExactly("t.yaml:1:4: the character U+001B isn't allowed in YAML; take it out");
    }

    @Test
    public void nothing() {
        for (String nothing : List.of("", "\n\n", "# only a comment\n", "---\n", "null")) {
            assertThat(problems(nothing)).containsExactly("t.yaml: the file is empty");
        }
    }

    @Test
    public void syntaxErrorsBehindOtherProblems() {
        assertThat(problems("a: 1\na: 2\nb: ]"))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("t.yaml:2:1: the key 'a' stands here a second time");
    }

    @Test
    public void textsThatAreTooLarge() {
        assertThat(problems("#".repeat((16 << 20) + 1)))
                .containsExactly("t.yaml: the file is larger than 16 MiB; split it");
    }

    @Test
    public void filesThatAreTooLarge() throws Exception {
        Path large = folder.newFile("large.yaml").toPath();
        Files.write(large, new byte[17 << 20]);

        assertThat(problems(large)).containsExactly(large + ": the file is larger than 16 MiB; split it");
    }

    @Test
    public void filesThatAreNone() {
        Path none = folder.getRoot().toPath().resolve("none.yaml");
        Path aFolder = folder.getRoot().toPath();

        assertThat(problems(none))
                .containsExactly(none + ": there is no such file; check the name and the current folder");
        assertThat(problems(aFolder)).containsExactly(aFolder + ": this is a folder; name a file in it");
    }

    @Test
    public void filesInAnotherEncoding() throws Exception {
        Path latin = folder.newFile("latin.yaml").toPath();
        Files.write(latin, new byte[] {'a', ':', '\n', ' ', (byte) 0xe4, '\n'});

        assertThat(problems(latin))
                .containsExactly(latin + ":2:2: this isn't UTF-8 from here on; save the file in that encoding");
    }

    @Test
    public void aByteOrderMarkIsNoProblem() throws Exception {
        Path marked = folder.newFile("marked.yaml").toPath();
        Files.writeString(marked, "\uFEFFa: 1");
        Problems problems = new Problems();

        Node root = YamlReader.read(marked, problems).orElseThrow();

        assertThat(root.location()).isEqualTo(new Location(marked.toString(), 1, 1));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    public void numbersBeyondWhatAParserLikesAreTexts() {
        assertThat(problems("a: 0x" + "f".repeat(900))).isEmpty();
        assertThat(problems("a: 1" + "0".repeat(5000))).isEmpty();
    }

    private static List<String> problems(String yaml) {
        Problems problems = new Problems();
        YamlReader.read("t.yaml", yaml, problems);
        return problems.list().stream().map(Problem::toString).toList();
    }

    private static List<String> problems(Path file) {
        Problems problems = new Problems();
        YamlReader.read(file, problems);
        return problems.list().stream().map(Problem::toString).toList();
    }
}
