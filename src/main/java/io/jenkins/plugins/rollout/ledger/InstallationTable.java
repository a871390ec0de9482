package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.release.Installation.Condition;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.release.Release;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which release every instance runs. */
final class InstallationTable {
    private static final String COLUMNS = "instance, condition, since, rollout, release, previous";

    private final Connection connection;

    InstallationTable(Connection connection) {
        this.connection = connection;
    }

    List<Installation> of(String service) throws SQLException {
        return Rows.select(
                connection,
                InstallationTable::installation,
                "select " + COLUMNS + " from installation where service = ?",
                service);
    }

    List<Installation> all() throws SQLException {
        return Rows.select(
                connection,
                InstallationTable::installation,
                "select " + COLUMNS + " from installation order by instance, service");
    }

    List<Installation> on(String instance) throws SQLException {
        return Rows.select(
                connection,
                InstallationTable::installation,
                "select " + COLUMNS + " from installation where instance = ? order by service",
                instance);
    }

    List<Release> releases() throws SQLException {
        List<Release> releases = new ArrayList<>();
        Rows.select(
                connection,
                row -> releases.add(EventCodec.readRelease(row.getString(1)))
                        && releases.add(EventCodec.readRelease(row.getString(2))),
                "select distinct release, previous from installation");
        return releases;
    }

    /** A rollout's way back leads to what was there when it began, not when it was planned; the two must be the same. */
    void requireUnchanged(Plan plan) throws SQLException {
        Installations now = new Installations(of(plan.service()));
        for (Placement placement : plan.placements().toList()) {
            if (!now.releaseOn(placement.name()).equals(placement.previous())) {
                throw new OutdatedPlanException(placement.name());
            }
        }
    }

    void install(Effect.Install install, Release previous, String rollout) throws SQLException {
        Rows.update(
                connection,
                "insert into installation (instance, service, condition, since, rollout, release, previous)"
                        + " values (?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (instance, service) do update set condition = excluded.condition,"
                        + " since = excluded.since, rollout = excluded.rollout, release = excluded.release,"
                        + " previous = excluded.previous",
                install.placement().name(),
                install.placement().release().service(),
                Condition.UNVERIFIED.name(),
                Rows.text(install.at()),
                rollout,
                EventCodec.write(install.placement().release()),
                EventCodec.write(previous));
    }

    void setCondition(Effect.SetCondition effect) throws SQLException {
        Rows.update(
                connection,
                "update installation set condition = ? where instance = ? and service = ?",
                effect.condition().name(),
                effect.placement().name(),
                effect.placement().release().service());
    }

    private static Installation installation(ResultSet row) throws SQLException {
        return new Installation(
                row.getString("instance"),
                EventCodec.readRelease(row.getString("release")),
                EventCodec.readRelease(row.getString("previous")),
                Condition.valueOf(row.getString("condition")),
                Instant.parse(row.getString("since")),
                row.getString("rollout"));
    }
}
