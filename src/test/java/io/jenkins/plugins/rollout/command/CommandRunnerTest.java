package io.jenkins.plugins.rollout.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.testing.Await;
import io.jenkins.plugins.rollout.testing.RolloutProcess;
import io.jenkins.plugins.rollout.testing.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Commands really run, and really end. */
public class CommandRunnerTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    /** Writes its number, and would run for ever. */
    private static final String ENDLESS = "echo $$ >%s; while :; do sleep 1; done";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder;
    private Path log;

    @Before
    public void prepare() {
        folder = temporary.getRoot().toPath();
        log = folder.resolve("attempt-1.log");
    }

    // How a command ends

    @Test
    public void exitStatusesAreTold() throws InterruptedException {
        assertThat(run("true").isSuccess()).isTrue();
        assertThat(run("exit 3").isSuccess()).isFalse();
        assertThat(run("exit 3").describe()).isEqualTo("exit status 3");
    }

    @Test
    public void aCommandThatIsNotThereIsTold() throws InterruptedException {
        assertThat(run("./nothing.sh").describe()).isEqualTo("exit status 127: the command was not found");
        assertThat(log).content().contains("nothing.sh");
        assertThat(run("./nothing.sh", "--with", "arguments").describe()).contains("127");
    }

    @Test
    public void aCommandThatMayNotBeRunIsTold() throws Exception {
        Files.writeString(folder.resolve("plain.sh"), "#!/bin/sh\ntrue\n");

        assertThat(run("./plain.sh").describe()).isEqualTo("exit status 126: the command is not executable");
    }

    @Test
    public void aFolderThatIsMissingIsTold() throws InterruptedException {
        Command command = new Command(List.of("true"), folder.resolve("missing"), Map.of(), log, LONG);

        assertThat(CommandRunner.run(command))
                .isInstanceOf(CommandResult.CouldNotStart.class)
                .satisfies(result -> assertThat(result.describe()).startsWith("could not be started: "))
                .satisfies(result -> assertThat(result.isSuccess()).isFalse());
    }

    @Test
    public void aValueThatNoEnvironmentCanCarryIsTold() throws InterruptedException {
        Command command = new Command(List.of("true"), folder, Map.of("VALUE", "before\0after"), log, LONG);

        assertThat(CommandRunner.run(command)).isInstanceOf(CommandResult.CouldNotStart.class);
    }

    // What a command gets

    @Test
    public void valuesArriveAsTheyAre() throws Exception {
        String hostile = "a 'single' \"double\" $(touch pwned) `touch pwned` ; touch pwned & \\ \nnext line\t*";
        Command command =
                new Command(List.of("printf %s \"$VALUE\" >value"), folder, Map.of("VALUE", hostile), log, LONG);

        assertThat(CommandRunner.run(command).isSuccess()).isTrue();

        assertThat(folder.resolve("value")).hasContent(hostile);
        assertThat(folder.resolve("pwned")).doesNotExist();
    }

    @Test
    public void aListIsAProgramAndItsArguments() throws Exception {
        assertThat(run("printf", "<%s>", "two words", "$(touch pwned)", "").isSuccess())
                .isTrue();

        assertThat(log).hasContent("<two words><$(touch pwned)><>");
        assertThat(folder.resolve("pwned")).doesNotExist();
    }

    @Test
    public void aLineIsForTheShell() throws InterruptedException {
        assertThat(run("x=$((6*7)); echo \"$x\" | sed 's/4/four-/' ; echo \"$# arguments\"")
                        .isSuccess())
                .isTrue();

        assertThat(log).content().isEqualTo("four-2\n0 arguments\n");
    }

    @Test
    public void outputAndErrorsAreAppendedToTheLog() throws InterruptedException {
        run("echo out; echo err >&2");
        run("echo again");

        assertThat(log).content().isEqualTo("out\nerr\nagain\n");
        assertThat(processIdFile()).doesNotExist();
    }

    @Test
    public void nothingWaitsForAPersonToType() throws InterruptedException {
        assertThat(run("read answer; echo \"answer: '$answer'\"").isSuccess()).isTrue();

        assertThat(log).content().contains("answer: ''");
    }

    @Test
    public void theTerminalsSignalsAreForTheDriver() throws InterruptedException {
        assertThat(run("kill -INT $$; kill -HUP $$; sh -c 'kill -INT $$'; echo survived")
                        .isSuccess())
                .isTrue();

        assertThat(log).content().contains("survived");
    }

    // Ending a command that doesn't end by itself

    @Test
    public void atTheTimeoutTheWholeTreeEnds() throws Exception {
        String grandchild = "sh -c '" + ENDLESS.formatted("grandchild") + "'";
        String stubborn = "sh -c 'trap \"\" TERM; " + ENDLESS.formatted("stubborn") + "'";
        Files.writeString(folder.resolve("child.sh"), grandchild + " & " + stubborn + " & wait\n");
        FutureTask<CommandResult> run = inBackground(
                new Command(List.of("sh ./child.sh; true"), folder, Map.of(), log, Duration.ofMillis(1_500)));
        List<ProcessHandle> tree = List.of(process("grandchild"), process("stubborn"));

        CommandResult result = run.get();

        assertThat(result).isEqualTo(new CommandResult.TimedOut(Duration.ofMillis(1_500)));
        assertThat(result.describe()).contains("ended with all that it had started");
        assertEnded(tree);
        assertThat(processIdFile()).doesNotExist();
    }

    @Test
    public void anInterruptEndsTheCommandBeforeItReturns() throws Exception {
        Command command = new Command(List.of(ENDLESS.formatted("child")), folder, Map.of(), log, LONG);
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                CommandRunner.run(command);
            } catch (InterruptedException e) {
                interrupted.complete(null);
            }
        });
        thread.start();
        ProcessHandle child = process("child");

        thread.interrupt();

        interrupted.get();
        assertEnded(List.of(child));
    }

    // What a killed parent leaves

    /** A process that runs a command and is killed meanwhile. */
    static final class Parent {
        public static void main(String[] arguments) throws InterruptedException {
            Path folder = Path.of(arguments[0]);
            CommandRunner.run(
                    new Command(List.of(arguments[1]), folder, Map.of(), folder.resolve("attempt-1.log"), LONG));
        }
    }

    @Test
    public void whatAKilledParentLeftIsEndedWithAllThatItStarted() throws Exception {
        Process parent = startParent("sh -c '" + ENDLESS.formatted("grandchild") + "'; true");
        ProcessHandle grandchild = process("grandchild");
        parent.destroyForcibly().waitFor();
        assertThat(grandchild.isAlive()).as("the orphan").isTrue();

        assertThat(CommandRunner.endOrphan(log)).isTrue();

        assertEnded(List.of(grandchild));
        assertThat(CommandRunner.endOrphan(log)).as("a second time").isFalse();
    }

    @Test
    public void aCommandWhoseParentIsGoneBeforeItBeginsDoesNothing() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        List<String> invocation =
                new Command(List.of("touch pwned"), folder, Map.of(), log, LONG).invocation(gone.pid());

        assertThat(new ProcessBuilder(invocation)
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isNotZero();

        assertThat(folder.resolve("pwned")).doesNotExist();
    }

    @Test
    public void anotherProcessOfTheSameNumberIsLeftAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(processIdFile(), other.pid() + "\n");
            Files.setLastModifiedTime(
                    processIdFile(), FileTime.from(Instant.now().minus(Duration.ofHours(1))));

            assertThat(CommandRunner.endOrphan(log)).isFalse();

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    public void withoutAnOrphanThereIsNothingToEnd() throws IOException {
        assertThat(CommandRunner.endOrphan(log)).isFalse();
        Files.writeString(processIdFile(), "");
        assertThat(CommandRunner.endOrphan(log)).isFalse();
        Files.writeString(processIdFile(), "no number\n");
        assertThat(CommandRunner.endOrphan(log)).isFalse();
    }

    private CommandResult run(String... words) throws InterruptedException {
        return CommandRunner.run(new Command(List.of(words), folder, Map.of(), log, LONG));
    }

    private static FutureTask<CommandResult> inBackground(Command command) {
        FutureTask<CommandResult> run = new FutureTask<>(() -> CommandRunner.run(command));
        new Thread(run).start();
        return run;
    }

    private Process startParent(String command) throws IOException {
        List<String> words = new ArrayList<>(RolloutProcess.java(folder));
        words.addAll(List.of(Parent.class.getName(), folder.toString(), command));
        return new ProcessBuilder(words).inheritIO().start();
    }

    private Path processIdFile() {
        return folder.resolve("attempt-1.log.pid");
    }

    /** The process that has written its number into that file. */
    private ProcessHandle process(String file) throws InterruptedException {
        Path written = folder.resolve(file);
        Await.until(
                file + " runs",
                () -> Files.exists(written) && !Site.read(written).isBlank());
        return ProcessHandle.of(Long.parseLong(Site.read(written).trim())).orElseThrow();
    }

    private static void assertEnded(List<ProcessHandle> processes) throws InterruptedException {
        for (ProcessHandle process : processes) {
            // The number of a process without parent is given back a moment later.
            Await.until("process " + process.pid() + " has ended", () -> !process.isAlive());
        }
    }
}
