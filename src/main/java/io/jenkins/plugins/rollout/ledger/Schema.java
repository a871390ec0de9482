package io.jenkins.plugins.rollout.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The ledger's tables. Each version is a file of plain SQL beside this class; a ledger remembers which of them it has
 * seen, and gets the rest when it is opened.
 */
final class Schema {
    static final int NEWEST = 1;

    private Schema() {}

    /** Brings a ledger to the newest version, in the transaction of the connection. */
    static void migrate(Connection connection, String name) throws SQLException {
        int version = version(connection, name);
        if (version > NEWEST) {
            throw new LedgerException(name + " was made by a newer Rollout Matrix (its version is " + version
                    + ", this one knows " + NEWEST + "); use that one");
        }
        for (int next = version + 1; next <= NEWEST; next++) {
            try (Statement statement = connection.createStatement()) {
                for (String command : script(next).split(";\\s*\n")) {
                    if (!command.isBlank()) {
                        statement.executeUpdate(command);
                    }
                }
                statement.executeUpdate("update rollout_matrix_schema set version = " + next);
            }
        }
    }

    private static int version(Connection connection, String name) throws SQLException {
        if (hasTable(connection, "rollout_matrix_schema")) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select version from rollout_matrix_schema")) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
        if (hasAnyTable(connection)) {
            throw new LedgerException(
                    name + " is a database, but not a ledger of Rollout Matrix; name another file with --ledger");
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("create table rollout_matrix_schema (version integer not null)");
            statement.executeUpdate("insert into rollout_matrix_schema (version) values (0)");
        }
        return 0;
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
