package io.jenkins.plugins.rollout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.rollout.cli.CommandLines;
import io.jenkins.plugins.rollout.docs.Document.Block;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.web.LedgerViews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

/** docs/command-line.md has every command, every option and every key of a JSON document, and none that does not exist. */
public class CommandLineDocTest {
    private static final Document PAGE = Document.read("docs/command-line.md");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");
    private static final List<String> NO_COMMANDS = List.of("Exit codes", "Options of many commands");
    private static final ObjectMapper JSON = new ObjectMapper();

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    /** A rollout that succeeds, one that is rolled back, and the file of a topology with an error. */
    @BeforeClass
    public static void playTheFirstRollout() throws IOException {
        Path example = Document.ROOT.resolve("examples").resolve("first-rollout");
        try (Stream<Path> files = Files.list(example)) {
            for (Path file : files.toList()) {
                Files.copy(file, here(file.getFileName().toString()));
                here(file.getFileName().toString()).toFile().setExecutable(Files.isExecutable(file));
            }
        }
        Files.writeString(
                here("rollout.yaml"), Files.readString(here("rollout.yaml")).replace("bake: 2s", "bake: 0s"));
        Files.writeString(here("wrong.yaml"), "customers: {}\n");
        assertThat(run("run", "rollout.yaml", "--version", "1.0.0", "--id", "first")
                        .exitCode())
                .isZero();
        Files.writeString(here("app.sh"), "#!/bin/sh\ntest \"$SITE_LANGUAGE\" != fr\n");
        assertThat(run("run", "rollout.yaml", "--version", "1.1.0", "--id", "second")
                        .exitCode())
                .isOne();
    }

    private static Path here(String file) {
        return FOLDER.getRoot().toPath().resolve(file);
    }

    private static CommandLines.Result run(String command, String... arguments) {
        List<String> words = Stream.concat(
                        Stream.of(command),
                        Stream.of(arguments)
                                .map(word ->
                                        word.equals("rollout.yaml") ? here(word).toString() : word))
                .collect(Collectors.toList());
        if (!words.contains("--topology")) {
            words.addAll(List.of("--topology", here("topology.yaml").toString()));
        }
        words.addAll(List.of("--ledger", here("ledger.db").toString()));
        return CommandLines.run(words.toArray(String[]::new));
    }

    private static String samples(String name, String text) throws IOException {
        return Files.writeString(here(name), text).toString();
    }

    private static Map<String, CommandLine> commands() {
        return CommandLines.commandLine().getSubcommands();
    }

    @Test
    public void everyCommandHasItsSectionAndNoOther() {
        Set<String> headings = PAGE.lines().stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .filter(heading -> !NO_COMMANDS.contains(heading))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(headings).isEqualTo(new TreeSet<>(commands().keySet()));
    }

    @Test
    public void everySynopsisHasTheOptionsOfItsCommand() {
        commands().forEach((name, command) -> {
            Set<String> real = options(command);
            Set<String> shown = mentioned(synopsis(name));
            if (!shown.contains("--version")) {
                real.remove("--version"); // picocli's own, of the program
            }
            real.remove("--help");

            assertThat(shown).as(name).isEqualTo(real);
        });
    }

    @Test
    public void everyOptionIsExplained() {
        commands().forEach((name, command) -> {
            String section = PAGE.section("## " + name);
            String shared = PAGE.section("## Options of many commands");
            Set<String> explained = mentioned(tables(section) + tables(shared));

            assertThat(explained).as(name).containsAll(options(command));
            Set<String> strange = mentioned(tables(section));
            strange.removeAll(options(command));
            assertThat(strange).as("explained for " + name).isEmpty();
        });
    }

    private static Set<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String synopsis(String command) {
        int heading = PAGE.lines().indexOf("## " + command) + 1;
        return PAGE.blocks().stream()
                .filter(block -> block.line() > heading)
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static String tables(String section) {
        return section.lines().filter(line -> line.startsWith("|")).collect(Collectors.joining("\n"));
    }

    private static Set<String> mentioned(String text) {
        return OPTION.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    public void documentsHaveTheKeysThatAreShown() throws IOException {
        Map<String, CommandLines.Result> real = Map.of(
                "validate",
                run("validate", "--json", "--topology", here("wrong.yaml").toString()),
                "plan",
                run("plan", "rollout.yaml", "--version", "2.0.0", "--json"),
                "list",
                run("status", "--json"),
                "status",
                run("status", "second", "--json"),
                "since",
                run("status", "second", "--json", "--since", "3"),
                "history",
                run("history", "--json"),
                "judge",
                CommandLines.run(
                        "judge",
                        "--baseline",
                        samples("baseline.txt", "0\n0\n1\n2\n0\n"),
                        "--candidate",
                        samples("candidate.txt", "0\n2\n1\n0\n3\n"),
                        "--json"));
        Map<String, JsonNode> documents = new TreeMap<>();
        for (Map.Entry<String, CommandLines.Result> entry : real.entrySet()) {
            documents.put(entry.getKey(), JSON.readTree(entry.getValue().output()));
        }
        documents.put("story", story("second", "cygnus-production"));
        List<Block> shown = PAGE.blocks().stream()
                .filter(block -> block.language().equals("json"))
                .toList();

        assertThat(shown).hasSameSizeAs(documents.keySet());
        for (Block example : shown) {
            String kind = example.mark().substring("json: ".length());
            Set<String> keys = keys(JSON.readTree(example.text()), "");
            Set<String> realKeys = keys(documents.get(kind), "");
            if (kind.equals("since")) {
                realKeys.removeIf(key -> key.contains("[].")); // as in the whole document
            }
            assertThat(keys).as(example.place()).isEqualTo(realKeys);
        }
    }

    @Test
    public void lastLineOfARunIsTheStatusDocument() throws IOException {
        String ended = run("resume", "first", "--json").output();

        assertThat(JSON.readTree(ended))
                .isEqualTo(JSON.readTree(run("status", "first", "--json").output()));
    }

    /** As the page's server answers. */
    private static JsonNode story(String rollout, String instance) {
        try (Ledger ledger = Ledger.open(here("ledger.db"))) {
            return new LedgerViews(ledger).story(rollout, instance).orElseThrow();
        }
    }

    /** Paths of all keys, the elements of a list taken together: {@code waves[].state}. */
    private static Set<String> keys(JsonNode node, String path) {
        Set<String> keys = new TreeSet<>();
        node.properties().forEach(entry -> {
            String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            keys.add(key);
            keys.addAll(keys(entry.getValue(), key));
        });
        if (node.isArray()) {
            node.forEach(element -> keys.addAll(keys(element, path + "[]")));
        }
        return keys;
    }
}
