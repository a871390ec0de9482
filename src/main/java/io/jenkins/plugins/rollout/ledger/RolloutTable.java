package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.rollout.Rollout;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A line for each rollout, for lists. */
final class RolloutTable {
    private final Connection connection;

    RolloutTable(Connection connection) {
        this.connection = connection;
    }

    boolean exists(String id) throws SQLException {
        return Rows.first(connection, row -> row.getString(1), "select id from rollout where id = ?", id)
                .isPresent();
    }

    void insert(Rollout rollout) throws SQLException {
        Rows.update(
                connection,
                "insert into rollout (id, service, version, action, state, blast_radius, started_at, last_sequence)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                rollout.id(),
                rollout.plan().service(),
                rollout.plan().version(),
                rollout.plan().action().word(),
                rollout.state().word(),
                rollout.blastRadius(),
                Rows.text(rollout.planned().at()),
                rollout.sequence());
    }

    void update(Rollout rollout) throws SQLException {
        Rows.update(
                connection,
                "update rollout set state = ?, blast_radius = ?, finished_at = ?, last_sequence = ? where id = ?",
                rollout.state().word(),
                rollout.blastRadius(),
                rollout.finished().map(end -> Rows.text(end.at())).orElse(null),
                rollout.sequence(),
                rollout.id());
    }

    List<RolloutSummary> all() throws SQLException {
        return Rows.select(
                connection,
                RolloutTable::summary,
                "select id, service, version, action, state, blast_radius, started_at, finished_at from rollout"
                        + " order by started_at desc, id desc");
    }

    private static RolloutSummary summary(ResultSet row) throws SQLException {
        return new RolloutSummary(
                row.getString("id"),
                row.getString("service"),
                row.getString("version"),
                row.getString("action"),
                row.getString("state"),
                row.getDouble("blast_radius"),
                Instant.parse(row.getString("started_at")),
                Optional.ofNullable(row.getString("finished_at")).map(Instant::parse));
    }
}
