package io.jenkins.plugins.rollout.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The SQLite file of a ledger: one connection that writes, through a {@link GroupCommitter}, and one that reads. All SQL
 * that is special to SQLite stands here.
 */
final class Database implements AutoCloseable {
    /** How long to wait for another process that is writing. */
    private static final int BUSY_MILLIS = 30_000;

    /** Takes the right to write at once: taken later, it would be refused whenever another process has just written. */
    private static final String BEGIN = "begin immediate";

    private final Path file;
    private final Connection writing;
    private final Connection reading;
    private final GroupCommitter committer;

    @FunctionalInterface
    interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    private Database(Path file, Connection writing, Connection reading) {
        this.file = file;
        this.writing = writing;
        this.reading = reading;
        this.committer = new GroupCommitter(writing, BEGIN);
    }

    /** Opens the file, makes it if it is not there, and brings its tables up to date. */
    static Database open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().resolve("..").normalize());
            requireLedger(file);
            Database database = connect(file);
            database.migrate();
            return database;
        } catch (SQLException e) {
            throw sentence(file, e);
        } catch (IOException e) {
            throw new LedgerException("ledger " + file + ": its folder can't be made: " + e.getMessage(), e);
        }
    }

    /** Looks without changing anything: the file may be somebody else's, and even its journal mode is theirs. */
    private static void requireLedger(Path file) throws SQLException {
        try (Connection looking = connect(file, new SQLiteConfig())) {
            Schema.requireLedger(looking, "ledger " + file);
        }
    }

    private static Database connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        Connection writing = connect(file, config);
        try {
            return new Database(file, writing, connect(file, config));
        } catch (SQLException e) {
            writing.close();
            throw e;
        }
    }

    private static Connection connect(Path file, SQLiteConfig config) throws SQLException {
        config.setBusyTimeout(BUSY_MILLIS);
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }

    private void migrate() {
        if (read(Schema::version) < Schema.NEWEST) {
            try {
                write(connection -> {
                    Schema.migrate(connection);
                    return null;
                });
            } catch (LedgerException e) {
                close();
                throw e;
            }
        }
    }

    <T> T write(GroupCommitter.Work<T> work) {
        try {
            return committer.commit(work);
        } catch (SQLException e) {
            throw sentence(file, e);
        }
    }

    <T> T read(Query<T> query) {
        synchronized (reading) {
            try {
                return query.run(reading);
            } catch (SQLException e) {
                throw sentence(file, e);
            }
        }
    }

    long transactions() {
        return committer.transactions();
    }

    private static LedgerException sentence(Path file, SQLException e) {
        String problem = "ledger " + file + ": ";
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        String what =
                switch (primary(code)) {
                    case SQLITE_FULL -> "the disk is full; free some space and resume, nothing recorded is lost";
                    case SQLITE_NOTADB -> "this file is not a ledger; name another one with --ledger";
                    case SQLITE_CORRUPT -> "the file is damaged; restore it from a backup";
                    case SQLITE_CANTOPEN -> "the file can't be opened; check that it is a file and who may read it";
                    case SQLITE_READONLY -> "the file may not be written; check its permissions";
                    case SQLITE_BUSY ->
                        "another process has been writing for " + BUSY_MILLIS / 1000 + " s; try again when it is done";
                    case SQLITE_IOERR ->
                        "the disk can't be read or written (" + code.name()
                                + "); check it and resume, nothing recorded is lost";
                    default -> e.getMessage();
                };
        return new LedgerException(problem + what, e);
    }

    /** Extended result codes carry the primary one in their lowest byte. */
    private static SQLiteErrorCode primary(SQLiteErrorCode code) {
        return SQLiteErrorCode.getErrorCode(code.code & 0xff);
    }

    @Override
    public void close() {
        try (reading;
                writing) {
            // Both are closed, the reader first.
        } catch (SQLException e) {
            throw sentence(file, e);
        }
    }
}
