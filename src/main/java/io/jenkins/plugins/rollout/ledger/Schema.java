package io.jenkins.plugins.rollout.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The ledger's tables. Each version is a file of plain SQL beside this class; a ledger remembers which of them it has
 * seen, and gets the rest when it is opened.
 */
final class Schema {
    static final int NEWEST = 1;

    private Schema() {}

    /**
     * Reads only.
     *
     * @throws LedgerException unless the database is a ledger that this program knows, or empty
     */
    static void requireLedger(Connection connection, String name) throws SQLException {
        // Looked at first: another process may make the ledger just now, all at once, and what has tables now has a
        // version then.
        boolean isEmpty = !hasAnyTable(connection);
        int version = version(connection);
        if (version > NEWEST) {
            throw new LedgerException(name + " was made by a newer Rollout Matrix (its version is " + version
                    + ", this one knows " + NEWEST + "); use that one");
        }
        if (version == 0 && !isEmpty) {
            throw new LedgerException(
                    name + " is a database, but not a ledger of Rollout Matrix; name another file with --ledger");
        }
    }

    /** 0 if it has none. */
    static int version(Connection connection) throws SQLException {
        if (!hasTable(connection, "rollout_matrix_schema")) {
            return 0;
        }
        return Rows.first(connection, row -> row.getInt(1), "select version from rollout_matrix_schema")
                .orElse(0);
    }

    /** Brings a ledger to the newest version, in the transaction of the connection. */
    static void migrate(Connection connection) throws SQLException {
        int version = version(connection);
        if (version == 0) {
            Rows.update(connection, "create table rollout_matrix_schema (version integer not null)");
            Rows.update(connection, "insert into rollout_matrix_schema (version) values (0)");
        }
        for (int next = version + 1; next <= NEWEST; next++) {
            for (String command : script(next).split(";\\s*\n")) {
                if (!command.isBlank()) {
                    Rows.update(connection, command);
                }
            }
            Rows.update(connection, "update rollout_matrix_schema set version = " + next);
        }
    }

    private static boolean hasTable(Connection connection, String table) throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(null, null, table, null)) {
            return tables.next();
        }
    }

    private static boolean hasAnyTable(Connection connection) throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
            return tables.next();
        }
    }

    private static String script(int version) {
        String file = "schema-" + version + ".sql";
        try (InputStream script = Schema.class.getResourceAsStream(file)) {
            if (script == null) {
                throw new IllegalStateException("missing from the program: " + file);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("unreadable in the program: " + file, e);
        }
    }
}
