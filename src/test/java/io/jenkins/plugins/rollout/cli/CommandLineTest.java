package io.jenkins.plugins.rollout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rollout.testing.Site;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What each command says, to people and to programs. */
public class CommandLineTest {
    private static final String FAILS = "[ $version != 4.2.0 ] || exit 7";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Site site;
    private Cli cli;

    @Before
    public void makeSite() {
        site = Site.in(folder.getRoot().toPath())
                .environment("uat", "u-1")
                .environment("production", "p-1", "p-2", "p-3")
                .rollout("strategy: {canary: {first: 1}}");
        cli = new Cli(site);
    }

    // The contracts of --json

    @Test
    public void validate() {
        Cli.Answer answer = cli.run("validate", "--json");

        assertThat(answer.status()).isZero();
        assertThat(fields(answer.json())).containsExactly("valid", "problems");
        assertThat(answer.json().path("valid").asBoolean()).isTrue();
        assertThat(cli.run("validate").out()).contains("2 environments", "4 instances");
    }

    @Test
    public void validateWithProblems() {
        site.write("topology.yaml", "environments: [{nam: uat}]\n");

        Cli.Answer answer = cli.run("validate", "--json");

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.json().path("valid").asBoolean()).isFalse();
        JsonNode problem = answer.json().path("problems").path(0);
        assertThat(fields(problem)).containsExactly("severity", "message", "file", "line", "column");
        assertThat(problem.path("severity").asText()).isEqualTo("error");
        assertThat(problem.path("file").asText()).endsWith("topology.yaml");
        assertThat(problem.path("line").asInt()).isEqualTo(1);
    }

    @Test
    public void plan() {
        Cli.Answer answer = cli.run("plan", cli.rolloutFile(), "--version", "4.1.0", "--json");

        assertThat(answer.status()).isZero();
        assertThat(fields(answer.json())).contains("service", "version", "waves", "warnings");
        JsonNode wave = answer.json().path("waves").path(1);
        assertThat(fields(wave)).contains("number", "name", "environment", "instances");
        assertThat(wave)
                .hasToString(
                        "{\"number\":2,\"name\":\"canary\",\"environment\":\"production\",\"instances\":[\"p-1\"]}");
        assertThat(answer.json().path("warnings").path(0).asText()).contains("can't be rolled back");
        assertThat(site.ledgerFile()).as("looking makes nothing").doesNotExist();
    }

    @Test
    public void aPlanForPeopleSaysWhy() {
        Cli.Answer answer = cli.run("plan", cli.rolloutFile(), "--version", "4.1.0");

        assertThat(answer.out()).contains("4 instances in 3 waves", "canary: the first 1 by ring and name", "p-3");
    }

    @Test
    public void run() {
        Cli.Answer answer = cli.bring("4.1.0", "--id", "r-1", "--json");

        assertThat(answer.status()).as(answer.err()).isZero();
        JsonNode status = answer.json();
        assertThat(fields(status))
                .contains(
                        "id", "service", "version", "state", "blastRadius", "waves", "instances", "verdicts", "cursor");
        assertThat(status.path("id").asText()).isEqualTo("r-1");
        assertThat(status.path("state").asText()).isEqualTo("succeeded");
        assertThat(status.path("blastRadius").asDouble()).isZero();
        assertThat(fields(status.path("instances").path(0)))
                .contains(
                        "name",
                        "customer",
                        "environment",
                        "wave",
                        "state",
                        "version",
                        "previousVersion",
                        "startedAt",
                        "finishedAt");
        assertThat(fields(status.path("verdicts").path(0))).contains("wave", "verdict", "reason", "instances");
        assertThat(status.path("verdicts").path(0).path("instances")).isEmpty();
        assertThat(status.path("instances").findValuesAsText("version")).containsOnly("4.1.0");
        assertThat(answer.err()).contains("wave 1", "succeeded");
        assertThat(site.runs("p-3")).contains("4.1.0");
    }

    @Test
    public void statusIsTheSameDocumentAndSinceItsChanges() {
        JsonNode run = cli.bring("4.1.0", "--id", "r-1", "--json").json();

        assertThat(cli.run("status", "r-1", "--json").json()).isEqualTo(run);
        JsonNode since = cli.run(
                        "status", "r-1", "--json", "--since", run.path("cursor").asText())
                .json();
        assertThat(since.path("instances")).isEmpty();
        assertThat(since.path("since")).isEqualTo(run.path("cursor"));
        JsonNode list = cli.run("status", "--json").json();
        assertThat(list.path("rollouts").findValuesAsText("id")).containsExactly("r-1");
        assertThat(cli.run("status").out()).contains("r-1", "succeeded", "4.1.0");
        assertThat(cli.run("status", "r-1").out()).contains("billing 4.1.0", "✓ 4.1.0 healthy");
    }

    @Test
    public void history() {
        cli.bring("4.1.0", "--id", "r-1");
        cli.bring("4.2.0", "--id", "r-2");

        JsonNode history = cli.run("history", "--instance", "p-1", "--json").json();

        assertThat(history).hasSize(2);
        assertThat(fields(history.path(0)))
                .containsExactly(
                        "at", "instance", "service", "version", "previousVersion", "action", "outcome", "rollout");
        assertThat(history.findValuesAsText("version")).containsExactly("4.1.0", "4.2.0");
        assertThat(history.path(0).path("previousVersion").isNull()).isTrue();
        assertThat(cli.run("history", "--json").json()).hasSize(8);
        assertThat(cli.run("history").out()).contains("p-3", "4.2.0", "healthy", "r-2");
    }

    // How it ends

    @Test
    public void whatHurtIsRolledBackAndTheExitCodeSaysSo() {
        cli.bring("4.1.0");
        site.behaviour("p-1", FAILS);

        Cli.Answer answer = cli.bring("4.2.0", "--json");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.json().path("state").asText()).isEqualTo("rolled-back");
        assertThat(answer.json().path("blastRadius").asDouble()).isEqualTo(0.5);
        assertThat(states(answer.json()))
                .containsExactly("u-1 healthy", "p-1 rolled-back", "p-2 skipped", "p-3 skipped");
        assertThat(answer.err()).contains("exit status 7");
        assertThat(site.runs("p-1")).contains("4.1.0");
        assertThat(site.runs("u-1")).contains("4.2.0");
    }

    @Test
    public void aPersonIsAskedAndApproves() {
        hold();
        Cli.Answer held = cli.bring("4.2.0", "--id", "r-2", "--json");
        assertThat(held.status()).isEqualTo(3);
        assertThat(held.json().path("state").asText()).isEqualTo("held");
        assertThat(held.json().path("why").asText()).contains("Approve to roll back p-1 to 4.1.0");
        assertThat(held.err()).contains("rollout approve r-2");
        assertThat(cli.run("status", "r-2").err()).contains("rollout approve r-2");

        Cli.Answer approved = cli.run("approve", "r-2", "--reason", "so be it", "--json");

        assertThat(approved.status()).isEqualTo(1);
        assertThat(approved.json().path("state").asText()).isEqualTo("rolled-back");
        assertThat(cli.run("approve", "r-2", "--reason", "again").status()).isEqualTo(2);
    }

    @Test
    public void aPersonIsAskedAndAborts() {
        hold();
        cli.bring("4.2.0", "--id", "r-2");

        Cli.Answer aborted = cli.run("abort", "r-2", "--reason", "not today", "--json");

        assertThat(aborted.status()).isZero();
        assertThat(aborted.json().path("state").asText()).isEqualTo("aborted");
        assertThat(aborted.json().path("why").asText()).contains("not today");
        assertThat(cli.run("abort", "r-2", "--reason", "again").err()).contains("has ended already: aborted");
        assertThat(cli.run("resume", "r-2").status()).isEqualTo(1);
    }

    private void hold() {
        cli.bring("4.1.0");
        site.rollout("strategy: {canary: {first: 1}, onFailure: hold}").behaviour("p-1", FAILS);
    }

    @Test
    public void aRolloutIsTakenBackByHand() {
        cli.bring("4.1.0", "--id", "r-1");
        cli.bring("4.2.0", "--id", "r-2");

        Cli.Answer back = cli.run("rollback", "r-2", "--reason", "customers complain", "--json");

        assertThat(back.status()).as(back.err()).isZero();
        assertThat(back.json().path("action").asText()).isEqualTo("rollback");
        assertThat(back.json().path("id").asText()).startsWith("billing-4.1.0-rollback-");
        assertThat(states(back.json())).allMatch(state -> state.endsWith(" rolled-back"));
        assertThat(site.runs("p-2")).contains("4.1.0");
        assertThat(cli.run("rollback", "r-2").err()).contains("nothing to take back");
        assertThat(cli.run("rollback", back.json().path("id").asText()).err()).contains("is a rollback itself");
    }

    @Test
    public void anInstanceIsTakenBackByHand() {
        cli.bring("4.0.0");
        cli.bring("4.1.0");
        cli.bring("4.2.0");

        assertThat(cli.run("rollback", "--instance", "p-2").status()).isZero();
        assertThat(site.runs("p-2")).contains("4.1.0");
        assertThat(cli.run("rollback", "--instance", "p-3", "--to", "4.0.0").status())
                .isZero();
        assertThat(site.runs("p-3")).contains("4.0.0");
        assertThat(site.runs("p-1")).contains("4.2.0");
        assertThat(cli.run("rollback", "--instance", "p-2", "--to", "9.9").err())
                .contains("knows no release 9.9");
    }

    @Test
    public void resumingWhatHasEndedChangesNothing() {
        JsonNode end = cli.bring("4.1.0", "--id", "r-1", "--json").json();

        Cli.Answer again = cli.run("resume", "r-1", "--json");

        assertThat(again.status()).isZero();
        assertThat(again.json()).isEqualTo(end);
    }

    @Test
    public void hostileNamesAndVersionsAreCarriedSafely() {
        List<String> names = List.of(
                "it's \"quoted\"", "$(touch pwned)", "`touch pwned`", "<script>alert(1)</script>", "two words", "🚀 ü");
        String version = "4.2 \"$(touch pwned)\" '; touch pwned; <b>";
        Site hostile = Site.in(folder.getRoot().toPath(), names.toArray(String[]::new))
                .rollout("strategy: {allAtOnce: {}}", Site.VERSION_GATE);
        Cli.Answer answer = cli.bring(version, "--json");

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.json().path("version").asText()).isEqualTo(version);
        assertThat(answer.json().path("instances").findValuesAsText("name")).containsExactlyInAnyOrderElementsOf(names);
        names.forEach(name -> assertThat(hostile.runs(name)).contains(version));
        assertThat(cli.run("history", "--instance", names.get(0), "--json").json())
                .hasSize(1);
        assertThat(cli.run("status").out()).contains(version);
        assertThat(folder.getRoot()).isDirectoryNotContaining("glob:**pwned");
    }

    // Help

    @Test
    public void everyCommandHelps() {
        Cli.Answer all = Cli.plain("--help");
        assertThat(all.status()).isZero();
        assertThat(all.out()).contains("Exit codes:", "held: a person must approve or abort");

        List<String> commands = all.out()
                .lines()
                .dropWhile(line -> !line.startsWith("Commands:"))
                .skip(1)
                .takeWhile(line -> line.startsWith("  "))
                .filter(line -> line.charAt(2) != ' ')
                .map(line -> line.trim().split(" ")[0])
                .toList();
        assertThat(commands)
                .contains(
                        "validate",
                        "plan",
                        "run",
                        "resume",
                        "approve",
                        "abort",
                        "rollback",
                        "status",
                        "history",
                        "serve",
                        "demo",
                        "simulate");
        for (String command : commands) {
            Cli.Answer help = Cli.plain(command, "--help");
            assertThat(help.status()).as(command).isZero();
            assertThat(help.out()).as(command).contains("Usage:").doesNotContain("null");
            assertThat(help.err()).as(command).isEmpty();
        }
    }

    private static List<String> states(JsonNode status) {
        List<String> states = new ArrayList<>();
        status.path("instances")
                .forEach(instance -> states.add(instance.path("name").asText() + " "
                        + instance.path("state").asText()));
        return states;
    }

    private static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
