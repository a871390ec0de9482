package io.jenkins.plugins.rollout.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import io.jenkins.plugins.rollout.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Files that are no ledger, and disks that fail: one clear sentence each, and nothing is lost or changed. */
public class LedgerFaultsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path file;

    @Before
    public void name() {
        file = folder.getRoot().toPath().resolve("ledger.db");
    }

    @Test
    public void aFileThatIsNoDatabaseIsLeftAlone() throws IOException {
        Files.writeString(file, "My holidays. ".repeat(1_000));
        byte[] before = Files.readAllBytes(file);

        assertRefused(file, "this file is not a ledger", "--ledger");

        assertThat(file).hasBinaryContent(before);
        assertNothingBeside();
    }

    @Test
    public void somebodyElsesDatabaseIsLeftAlone() throws Exception {
        execute("create table holidays (day text)");
        byte[] before = Files.readAllBytes(file);

        assertRefused(file, "is a database, but not a ledger", "--ledger");

        assertThat(file).as("not even its journal mode").hasBinaryContent(before);
        assertNothingBeside();
    }

    @Test
    public void aLedgerOfANewerVersionIsLeftAlone() throws Exception {
        Ledger.open(file).close();
        execute("update rollout_matrix_schema set version = 99");

        assertRefused(file, "made by a newer Rollout Matrix", "99", "this one knows 1");
    }

    @Test
    public void aFolderIsNoLedger() throws IOException {
        Files.createDirectory(file);

        assertRefused(file, "can't be opened", "check that it is a file");
    }

    @Test
    public void aFileIsNoFolder() throws IOException {
        Files.writeString(file, "a file");

        assertRefused(file.resolve("ledger.db"), "its folder can't be made");
    }

    @Test
    public void aPlaceThatMayNotBeWrittenIsTold() {
        // Not even root may make a folder here.
        Path nowhere = Path.of("/proc/1/rollout/ledger.db");
        assumeTrue("there is no /proc here", Files.isDirectory(Path.of("/proc/1")));

        assertRefused(nowhere, "its folder can't be made");
    }

    @Test
    public void anEmptyFileBecomesALedger() throws IOException {
        Files.createFile(file);

        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.rollouts()).isEmpty();
        }
    }

    @Test
    public void aDamagedLedgerIsTold() throws Exception {
        try (Ledger ledger = Ledger.open(file)) {
            new Play(ledger).bring("r-1", "4.1.0", "a", "b");
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 4096; i < bytes.length; i++) {
            bytes[i] = (byte) 0xa5;
        }
        Files.write(file, bytes);

        assertRefused(file, "the file is damaged; restore it from a backup");
    }

    @Test
    public void onAFullDiskNothingRecordedIsLostAndThenItGoesOn() {
        try (Database database = Database.open(file);
                Ledger ledger = new Ledger(file, database)) {
            Play play = new Play(ledger);
            Journal journal = play.begin("r-1", "4.1.0", "a");
            limitPages(database, 1);
            long written = 1;
            try {
                while (true) {
                    journal.append(new RolloutEvent.RolloutInterrupted(play.later(), "x".repeat(1_000)));
                    written++;
                }
            } catch (LedgerException e) {
                assertThat(e)
                        .hasMessageContaining("ledger " + file)
                        .hasMessageContaining("the disk is full")
                        .hasMessageContaining("nothing recorded is lost");
            }
            assertThat(journal.rollout().sequence()).as("as recorded").isEqualTo(written);
            assertThat(ledger.load("r-1").sequence()).isEqualTo(written);

            limitPages(database, Integer.MAX_VALUE);

            assertThat(play.drive(journal).state()).isEqualTo(RolloutState.SUCCEEDED);
        }
    }

    @Test
    public void aReallyFullDiskIsTold() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.newFolder("disk").toPath());
                Ledger ledger = Ledger.open(disk.folder().resolve("ledger.db"))) {
            Play play = new Play(ledger);
            Journal journal = play.begin("r-1", "4.1.0", "a");
            disk.fill();

            assertThatExceptionOfType(LedgerException.class)
                    .isThrownBy(() -> play.drive(journal))
                    .withMessageContaining("nothing recorded is lost");

            disk.free();
            assertThat(play.drive(ledger.journal("r-1")).state()).isEqualTo(RolloutState.SUCCEEDED);
        }
    }

    private void assertRefused(Path ledger, String... says) {
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> Ledger.open(ledger).close())
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .startsWith("ledger " + ledger)
                        .contains(says)
                        .doesNotContain("\n", "Exception", "SQLITE"));
    }

    private void assertNothingBeside() {
        assertThat(folder.getRoot()).isDirectoryContaining("glob:**ledger.db").isDirectoryNotContaining("glob:**-wal");
    }

    private static void limitPages(Database database, int pages) {
        // A limit below what there is already means what there is already.
        database.write(connection -> Rows.select(connection, row -> null, "PRAGMA max_page_count = " + pages));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
