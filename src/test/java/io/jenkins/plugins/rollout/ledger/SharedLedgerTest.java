package io.jenkins.plugins.rollout.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.testing.Await;
import io.jenkins.plugins.rollout.testing.RolloutProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Several processes use one ledger, and one drives a rollout. */
public class SharedLedgerTest {
    private static final int PROCESSES = 3;
    private static final int EVENTS = 150;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<Process> processes = new ArrayList<>();

    @After
    public void end() {
        processes.forEach(Process::destroyForcibly);
    }

    /** Another process: makes or opens the ledger, and writes. */
    static final class Writer {
        public static void main(String[] arguments) {
            try (Ledger ledger = Ledger.open(Path.of(arguments[0]))) {
                Play play = new Play(ledger);
                Journal journal = play.begin(arguments[1], "4.1.0", "instance of " + arguments[1]);
                for (int i = 0; i < EVENTS; i++) {
                    journal.append(new RolloutEvent.RolloutInterrupted(play.later(), "event " + i));
                }
                play.drive(journal);
            }
        }
    }

    /** Another process: drives a rollout, which is to say it holds the lock, until it is killed. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            try (Ledger ledger = Ledger.open(Path.of(arguments[0]))) {
                Files.writeString(
                        Path.of(arguments[2]),
                        DriverLock.tryTake(ledger, arguments[1]).isPresent() ? "taken" : "refused");
                Thread.sleep(TimeUnit.MINUTES.toMillis(5));
            }
        }
    }

    @Test
    public void processesThatBeginAndWriteAtTheSameTimeLoseNothing() throws Exception {
        Path file = folder.getRoot().toPath().resolve("new/ledger.db");
        for (int i = 0; i < PROCESSES; i++) {
            start(Writer.class, file, "r-" + i);
        }

        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }

        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.rollouts()).hasSize(PROCESSES).allMatch(RolloutSummary::isFinished);
            for (int i = 0; i < PROCESSES; i++) {
                assertThat(ledger.decisiveEvents("r-" + i, 0)).hasSizeGreaterThan(EVENTS);
                assertThat(ledger.of("billing").on("instance of r-" + i)).isPresent();
            }
        }
    }

    @Test
    public void aRolloutHasOneDriverInAProcess() {
        try (Ledger ledger = openLedger()) {
            Optional<DriverLock> lock = DriverLock.tryTake(ledger, "r-1");

            assertThat(lock).isPresent();
            assertThat(DriverLock.tryTake(ledger, "r-1")).isEmpty();
            assertThat(DriverLock.isTaken(ledger, "r-1")).isTrue();
            assertThat(DriverLock.isTaken(ledger, "r-2")).isFalse();
            lock.get().close();
            assertThat(DriverLock.isTaken(ledger, "r-1")).isFalse();
        }
    }

    @Test
    public void aRolloutHasOneDriverOnTheMachineUntilThatIsKilled() throws Exception {
        try (Ledger ledger = openLedger()) {
            Process holder = hold("taken");
            assertThat(DriverLock.isTaken(ledger, "r-1")).isTrue();
            assertThat(DriverLock.tryTake(ledger, "r-1")).isEmpty();

            holder.destroyForcibly().waitFor();

            assertThat(DriverLock.tryTake(ledger, "r-1"))
                    .as("at once")
                    .isPresent()
                    .hasValueSatisfying(DriverLock::close);
        }
    }

    @Test
    public void lookingWhetherItIsTakenDoesNotLetGo() throws Exception {
        try (Ledger ledger = openLedger();
                DriverLock lock = DriverLock.tryTake(ledger, "r-1").orElseThrow()) {
            assertThat(DriverLock.isTaken(ledger, "r-1")).isTrue();

            hold("refused");

            assertThat(lock).isNotNull();
        }
    }

    @Test
    public void noOtherNameForTheLedgerLetsGo() throws Exception {
        Path link = Files.createSymbolicLink(folder.getRoot().toPath().resolve("link"), Path.of("."));
        try (Ledger ledger = openLedger();
                Ledger same = Ledger.open(link.resolve("ledger.db"));
                DriverLock lock = DriverLock.tryTake(ledger, "r-1").orElseThrow()) {
            assertThat(DriverLock.isTaken(same, "r-1")).isTrue();

            hold("refused");

            assertThat(lock).isNotNull();
        }
    }

    private Ledger openLedger() {
        return Ledger.open(folder.getRoot().toPath().resolve("ledger.db"));
    }

    /** Starts another process that tries to drive the rollout, and waits for its answer. */
    private Process hold(String answer) throws Exception {
        Path said = folder.getRoot().toPath().resolve("said");
        Process holder = start(Holder.class, folder.getRoot().toPath().resolve("ledger.db"), "r-1", said);
        Await.until(
                "the other process says something",
                () -> Files.exists(said) && said.toFile().length() > 0);
        assertThat(said).hasContent(answer);
        return holder;
    }

    private Process start(Class<?> program, Object... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(RolloutProcess.java(folder.getRoot().toPath()));
        command.add(program.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).inheritIO().start();
        processes.add(process);
        return process;
    }
}
