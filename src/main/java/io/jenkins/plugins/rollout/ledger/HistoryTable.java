package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.release.Release;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What was done to every instance, and what came of it. */
final class HistoryTable {
    private static final String COLUMNS = "at, instance, release, previous, action, outcome, rollout";

    private final Connection connection;

    HistoryTable(Connection connection) {
        this.connection = connection;
    }

    void append(HistoryEntry entry, long sequence) throws SQLException {
        Rows.update(
                connection,
                "insert into history (rollout, sequence, instance, service, at, version, previous_version, action,"
                        + " outcome, release, previous) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.rollout(),
                sequence,
                entry.instance(),
                entry.release().service(),
                Rows.text(entry.at()),
                entry.release().version(),
                entry.previous().version(),
                entry.action().word(),
                entry.outcome(),
                EventCodec.write(entry.release()),
                EventCodec.write(entry.previous()));
    }

    /** What an instance had before it got the release that it gets now once more. */
    Release releaseBefore(Placement target) throws SQLException {
        return Rows.first(
                        connection,
                        row -> EventCodec.readRelease(row.getString(1)),
                        "select previous from history where instance = ? and service = ? and release = ?"
                                + " and previous <> release and action = ? order by at desc, sequence desc",
                        target.name(),
                        target.release().service(),
                        EventCodec.write(target.release()),
                        Action.DEPLOY.word())
                .orElse(Release.NONE);
    }

    List<HistoryEntry> all() throws SQLException {
        return Rows.select(
                connection,
                HistoryTable::entry,
                "select " + COLUMNS + " from history order by at, rollout, sequence, instance");
    }

    List<HistoryEntry> of(String instance) throws SQLException {
        return Rows.select(
                connection,
                HistoryTable::entry,
                "select " + COLUMNS + " from history where instance = ? order by at, rollout, sequence",
                instance);
    }

    private static HistoryEntry entry(ResultSet row) throws SQLException {
        return new HistoryEntry(
                Instant.parse(row.getString("at")),
                row.getString("instance"),
                EventCodec.readRelease(row.getString("release")),
                EventCodec.readRelease(row.getString("previous")),
                action(row.getString("action")),
                row.getString("outcome"),
                row.getString("rollout"));
    }

    private static Action action(String word) {
        return word.equals(Action.ROLLBACK.word()) ? Action.ROLLBACK : Action.DEPLOY;
    }
}
