package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What happened. */
final class EventTable {
    private static final String MEASURED = EventCodec.type(RolloutEvent.InstanceMeasured.class);

    private final Connection connection;

    EventTable(Connection connection) {
        this.connection = connection;
    }

    /** 0 if there is none. */
    long lastSequence(String rollout) throws SQLException {
        return Rows.first(
                        connection,
                        row -> row.getLong(1),
                        "select coalesce(max(sequence), 0) from event where rollout = ?",
                        rollout)
                .orElse(0L);
    }

    void append(String rollout, long firstSequence, List<RolloutEvent> events) throws SQLException {
        String sql = "insert into event (rollout, sequence, type, instance, body) values (?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            long sequence = firstSequence;
            for (RolloutEvent event : events) {
                String instance = event instanceof RolloutEvent.OfInstance ofInstance ? ofInstance.instance() : null;
                Rows.addToBatch(insert, rollout, sequence, EventCodec.type(event), instance, EventCodec.write(event));
                sequence++;
            }
            insert.executeBatch();
        }
    }

    /** All but measurements, and the last one in any case: its number is where the next one goes. */
    List<NumberedEvent> decisive(String rollout, long after) throws SQLException {
        return select(
                "select sequence, type, body from event where rollout = ? and sequence > ? and (type <> ?"
                        + " or sequence = (select max(sequence) from event where rollout = ?)) order by sequence",
                rollout,
                after,
                MEASURED,
                rollout);
    }

    /** Those of the instance, and those about waves, or about all, that may matter to it. */
    List<NumberedEvent> ofInstance(String rollout, String instance) throws SQLException {
        return select(
                "select sequence, type, body from event where rollout = ? and (instance = ? or type in (?, ?, ?, ?))"
                        + " order by sequence",
                rollout,
                instance,
                EventCodec.type(RolloutEvent.WaveJudged.class),
                EventCodec.type(RolloutEvent.RollbackPlanned.class),
                EventCodec.type(RolloutEvent.RolloutResumed.class),
                EventCodec.type(RolloutEvent.Approved.class));
    }

    private List<NumberedEvent> select(String sql, Object... parameters) throws SQLException {
        return Rows.select(connection, EventTable::event, sql, parameters);
    }

    private static NumberedEvent event(ResultSet row) throws SQLException {
        return new NumberedEvent(row.getLong(1), EventCodec.read(row.getString(2), row.getString(3)));
    }
}
