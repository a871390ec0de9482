package io.jenkins.plugins.rollout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.testing.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What can't be right is told in clear words, with exit code 2, and nothing is changed. */
public class BadInputTest {
    private static final String STRATEGY = "strategy: {allAtOnce: {}}";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Site site;
    private Cli cli;

    @Before
    public void makeSite() {
        site = Site.in(folder.getRoot().toPath(), "p-1", "p-2").rollout(STRATEGY);
        cli = new Cli(site);
    }

    @Test
    public void yamlThatIsNone() {
        site.write("rollout.yaml", "service: [billing\n");
        assertRefused(cli.bring("4.1.0"), "rollout.yaml:");
    }

    @Test
    public void hostileYaml() {
        site.write("rollout.yaml", "service: !!javax.script.ScriptEngineManager [x]\n");
        assertRefused(cli.bring("4.1.0"), "rollout.yaml:1:");
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        site.write("rollout.yaml", bomb.toString());
        assertRefused(cli.bring("4.1.0"), "alias");
    }

    @Test
    public void aRolloutFileThatIsNotThere() {
        assertRefused(cli.run("run", site.file("nothing.yaml").toString(), "--version", "1"), "nothing.yaml");
    }

    @Test
    public void aTopologyThatIsNotThere() throws IOException {
        Files.delete(site.file("topology.yaml"));
        assertRefused(cli.bring("4.1.0"), "topology.yaml");
    }

    @Test
    public void anArtifactThatIsNotThere() {
        site.rollout(STRATEGY, "artifact: build/billing.tar.gz");
        assertRefused(cli.bring("4.1.0"), "the artifact", "billing.tar.gz is not there");
    }

    @Test
    public void aCheckThatKnowsNoServer() {
        site.rollout(
                STRATEGY,
                "gate: {checks: [{prometheus: {query: up}, successCondition: result > 0},"
                        + " {alertmanager: {matchers: {a: b}}}]}");
        assertRefused(
                cli.bring("4.1.0"),
                "rollout.yaml: the check says no 'url' of prometheus; add it, or set ROLLOUT_PROMETHEUS_URL",
                "ROLLOUT_ALERTMANAGER_URL");
    }

    @Test
    public void anArtifactThatIsAFolder() {
        site.rollout(STRATEGY, "artifact: behaviour");
        assertRefused(cli.bring("4.1.0"), "behaviour");
    }

    @Test
    public void strategiesThatReachNobodyOrMoreThanAll() {
        site.rollout("strategy: {rolling: {batch: 0%}}");
        assertRefused(cli.bring("4.1.0"), "from 1% to 100%");
        site.rollout("strategy: {rolling: {batch: 140%}}");
        assertRefused(cli.bring("4.1.0"), "140%");
    }

    @Test
    public void aSelectionOfNothing() {
        site.rollout(STRATEGY, "where: {tier: gold}");
        assertRefused(cli.bring("4.1.0"), "no instance is selected");
    }

    @Test
    public void anEnvironmentThatIsNotReadyYet() {
        site.environment("later", "l-1");
        site.write("rollout.yaml", Site.read(site.file("rollout.yaml")).replace("\"production\"", "later"));
        assertRefused(cli.bring("4.1.0"), "later can't be reached yet", "p-1 has no release");
    }

    @Test
    public void versionsThatBreakLines() {
        assertRefused(cli.bring("4.1\n0"), "--version must be 1 to 128 characters");
        assertRefused(cli.bring(""), "--version");
        assertRefused(cli.bring("x".repeat(129)), "--version");
        assertRefused(cli.bring("4.1\u2028"), "--version");
    }

    @Test
    public void idsThatLeaveTheirFolder() {
        assertRefused(cli.bring("4.1.0", "--id", "../../etc/passwd"), "--id must be letters");
    }

    @Test
    public void aLedgerThatIsNone() {
        site.write("not-a-ledger", "My holidays. ".repeat(500));
        String file = site.file("not-a-ledger").toString();
        assertRefused(
                Cli.plain(
                        "run",
                        cli.rolloutFile(),
                        "--version",
                        "1",
                        "--topology",
                        site.file("topology.yaml").toString(),
                        "--ledger",
                        file),
                "is not a ledger");
        assertRefused(Cli.plain("status", "--ledger", file), "is not a ledger");
    }

    @Test
    public void aLedgerThatIsNotThere() {
        for (String command : new String[] {"status", "history", "serve"}) {
            assertRefused(cli.run(command), "there is no ledger");
        }
        for (String command : new String[] {"resume", "rollback"}) {
            assertRefused(cli.run(command, "r-1"), "there is no ledger");
        }
        for (String command : new String[] {"approve", "abort"}) {
            assertRefused(cli.run(command, "r-1", "--reason", "so"), "there is no ledger");
        }
    }

    @Test
    public void aRolloutThatIsNotThere() {
        cli.bring("4.1.0");
        assertThat(cli.run("status", "nope")).satisfies(answer -> assertSays(answer, "knows no rollout 'nope'"));
        assertThat(cli.run("resume", "nope")).satisfies(answer -> assertSays(answer, "knows no rollout 'nope'"));
        assertThat(cli.run("rollback", "nope")).satisfies(answer -> assertSays(answer, "knows no rollout 'nope'"));
        assertThat(cli.run("rollback", "--instance", "nope"))
                .satisfies(answer -> assertSays(answer, "no release is on record for instance 'nope'"));
    }

    @Test
    public void aPortThatIsNoneOrInUse() throws IOException {
        cli.bring("4.1.0");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());
            assertRefused(cli.run("serve", "--port", port), port, "another program uses that port");
            assertRefused(cli.bring("4.2.0", "--serve=" + port), port, "another program uses that port");
        }
        assertRefused(cli.bring("4.2.0", "--serve=70000"), "--serve must be a port");
        assertRefused(cli.run("serve", "--port", "http"), "--port must be a port");
    }

    @Test
    public void wrongUsage() {
        assertThat(Cli.plain().status()).isEqualTo(2);
        assertThat(Cli.plain("rnu").err()).contains("rnu");
        assertRefused(cli.run("run", cli.rolloutFile()), "--version");
        assertRefused(cli.run("abort", "r-1"), "--reason");
        assertRefused(cli.run("rollback"), "either a rollout's ID or --instance NAME");
        assertRefused(cli.run("plan", cli.rolloutFile(), "--version", "1", "--colour"), "--colour");
    }

    @Test
    public void aReasonThatSaysNothing() {
        cli.bring("4.1.0", "--id", "r-1");
        assertRefused(cli.run("abort", "r-1", "--reason", " "), "--reason must say something");
        assertRefused(cli.run("approve", "r-1", "--reason", ""), "--reason must say something");
    }

    /** One sentence for people, nothing for programs, and everything as it was. */
    private void assertRefused(Cli.Answer answer, String... says) {
        assertSays(answer, says);
        assertThat(answer.out()).isEmpty();
        Set<String> now = files();
        assertThat(now).as("no rollout, no log, no lock").noneMatch(file -> file.contains("4.2.0"));
        if (!now.contains(".rollout/ledger.db")) {
            assertThat(now).as("no ledger").noneMatch(file -> file.startsWith(".rollout"));
            assertThat(site.trace()).as("nothing was run").isEmpty();
        } else {
            assertThat(cli.run("status", "--json").json().path("rollouts")).hasSize(1);
        }
    }

    private static void assertSays(Cli.Answer answer, String... says) {
        assertThat(answer.status()).as(answer.err()).isEqualTo(2);
        assertThat(answer.err()).contains(says).doesNotContain("\tat ", "Exception");
    }

    private Set<String> files() {
        try (Stream<Path> all = Files.walk(site.folder())) {
            Set<String> names = new TreeSet<>();
            all.forEach(file -> names.add(site.folder().relativize(file).toString()));
            return names;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
