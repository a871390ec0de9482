package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which rollouts that have not ended hold which instances, and may need which artifacts. */
final class HoldTable {
    private final Connection connection;

    HoldTable(Connection connection) {
        this.connection = connection;
    }

    /** @throws InstanceHeldException naming the first instance that another rollout holds */
    void take(Plan plan, String rollout) throws SQLException {
        Map<String, String> held = holders();
        List<String> instances = plan.placements().map(Placement::name).toList();
        for (String instance : instances) {
            if (held.containsKey(instance)) {
                throw new InstanceHeldException(instance, held.get(instance));
            }
        }
        String sql = "insert into hold (instance, rollout) values (?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (String instance : instances) {
                Rows.addToBatch(insert, instance, rollout);
            }
            insert.executeBatch();
        }
    }

    void need(String rollout, Set<String> contents) throws SQLException {
        for (String sha256 : contents) {
            Rows.update(connection, "insert into artifact_need (rollout, sha256) values (?, ?)", rollout, sha256);
        }
    }

    void release(String rollout) throws SQLException {
        Rows.update(connection, "delete from hold where rollout = ?", rollout);
        Rows.update(connection, "delete from artifact_need where rollout = ?", rollout);
    }

    Map<String, String> holders() throws SQLException {
        Map<String, String> held = new HashMap<>();
        Rows.select(
                connection, row -> held.put(row.getString(1), row.getString(2)), "select instance, rollout from hold");
        return held;
    }

    Optional<String> holder(String instance) throws SQLException {
        return Rows.first(connection, row -> row.getString(1), "select rollout from hold where instance = ?", instance);
    }

    Set<String> needed() throws SQLException {
        return new TreeSet<>(
                Rows.select(connection, row -> row.getString(1), "select distinct sha256 from artifact_need"));
    }
}
