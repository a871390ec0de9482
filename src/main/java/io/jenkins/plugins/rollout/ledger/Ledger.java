package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.RolloutPlanned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The durable memory across rollouts: every event of every rollout, and which release each instance runs. One file that
 * several processes may use at the same time; safe for use by many threads. What an appending call has returned from
 * survives a crash of the process and of the machine.
 *
 * <p>All methods throw {@link LedgerException} when the file can't be read or written.
 */
public final class Ledger implements AutoCloseable, Planner.Inventory {
    private final Path file;
    private final Database database;
    private final ArtifactStore artifacts;

    Ledger(Path file, Database database) {
        this.file = file;
        this.database = database;
        this.artifacts = new ArtifactStore(folder(file).resolve("artifacts"));
    }

    /** Opens a ledger, or makes a new one where there is no file yet. */
    public static Ledger open(Path file) {
        return new Ledger(file, Database.open(file));
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().resolveSibling(file.getFileName() + ".d");
    }

    /** Everything that belongs to the ledger but is no row of it: artifacts, logs, locks. */
    public Path folder() {
        return folder(file);
    }

    public ArtifactStore artifacts() {
        return artifacts;
    }

    /**
     * Begins a rollout: its plan is recorded and its instances are held, or nothing happens at all.
     *
     * @throws InstanceHeldException if a rollout that has not ended holds one of its instances
     * @throws OutdatedPlanException if an instance does not run what the plan takes for its previous release
     * @throws LedgerException if there is a rollout of that id
     */
    public Journal begin(RolloutPlanned planned) {
        Rollout rollout = Rollout.of(List.of(planned));
        Set<String> needed = new TreeSet<>();
        planned.plan()
                .placements()
                .flatMap(placement -> Stream.of(placement.release(), placement.previous()))
                .flatMap(release -> release.artifacts().stream())
                .map(Artifact::sha256)
                .forEach(needed::add);
        database.write(connection -> {
            RolloutTable rollouts = new RolloutTable(connection);
            if (rollouts.exists(planned.id())) {
                throw new LedgerException("there is a rollout " + planned.id() + " already; choose another --id");
            }
            HoldTable holds = new HoldTable(connection);
            holds.take(planned.plan(), planned.id());
            new InstallationTable(connection).requireUnchanged(planned.plan());
            rollouts.insert(rollout);
            new EventTable(connection).append(planned.id(), 1, List.of(planned));
            holds.need(planned.id(), needed);
            return null;
        });
        return new Journal(this, rollout);
    }

    /** @throws LedgerException if there is no such rollout */
    public Journal journal(String id) {
        return new Journal(this, load(id));
    }

    /** @throws LedgerException if there is no such rollout */
    public Rollout load(String id) {
        List<NumberedEvent> events = decisiveEvents(id, 0);
        if (events.isEmpty()) {
            throw new LedgerException("ledger " + file + " knows no rollout '" + id + "'; see 'rollout status'");
        }
        Rollout rollout = Rollout.of(List.of(events.get(0).event()));
        for (NumberedEvent event : events.subList(1, events.size())) {
            rollout.apply(event.event(), event.sequence());
        }
        return rollout;
    }

    /**
     * Appends events and what follows from them, in one transaction.
     *
     * @param rollout which has taken in the events already
     * @param after the sequence number of the event that must be the last one so far
     * @return whether it was; if not, nothing was written
     */
    boolean append(Rollout rollout, long after, List<RolloutEvent> events, List<Effect> effects) {
        return database.write(connection -> {
            EventTable table = new EventTable(connection);
            if (table.lastSequence(rollout.id()) != after) {
                return false;
            }
            table.append(rollout.id(), after + 1, events);
            InstallationTable installations = new InstallationTable(connection);
            HistoryTable history = new HistoryTable(connection);
            for (Effect effect : effects) {
                if (effect instanceof Effect.Install install) {
                    Release previous = install.isNew()
                            ? install.placement().previous()
                            : history.releaseBefore(install.placement());
                    installations.install(install, previous, rollout.id());
                } else if (effect instanceof Effect.SetCondition condition) {
                    installations.setCondition(condition);
                } else if (effect instanceof Effect.Remember remember) {
                    history.append(remember.entry(), after + events.size());
                }
            }
            new RolloutTable(connection).update(rollout);
            if (rollout.finished().isPresent()) {
                new HoldTable(connection).release(rollout.id());
            }
            return true;
        });
    }

    /** The events after a sequence number that decisions are made of: all but single measurements. */
    public List<NumberedEvent> decisiveEvents(String id, long after) {
        return database.read(connection -> new EventTable(connection).decisive(id, after));
    }

    /**
     * All that happened to one instance in a rollout, measurements included; with it every verdict, way back and approval
     * of the rollout, as any of them may be about the instance.
     */
    public List<NumberedEvent> eventsOf(String id, String instance) {
        return database.read(connection -> new EventTable(connection).ofInstance(id, instance));
    }

    /** The newest first. */
    public List<RolloutSummary> rollouts() {
        return database.read(connection -> new RolloutTable(connection).all());
    }

    /** What runs where, of one service. */
    @Override
    public Installations of(String service) {
        return new Installations(database.read(connection -> new InstallationTable(connection).of(service)));
    }

    /** What runs where, of every service; by instance. */
    public List<Installation> installations() {
        return database.read(connection -> new InstallationTable(connection).all());
    }

    /** What an instance runs, of every service. */
    public List<Installation> on(String instance) {
        return database.read(connection -> new InstallationTable(connection).on(instance));
    }

    /** The oldest first. */
    public List<HistoryEntry> history() {
        return database.read(connection -> new HistoryTable(connection).all());
    }

    /** The oldest first. */
    public List<HistoryEntry> history(String instance) {
        return database.read(connection -> new HistoryTable(connection).of(instance));
    }

    /** Which rollout that has not ended holds an instance. */
    public Optional<String> holder(String instance) {
        return database.read(connection -> new HoldTable(connection).holder(instance));
    }

    /** Which rollouts that have not ended hold which instances: a rollout's id by the instance's name. */
    public Map<String, String> holders() {
        return database.read(connection -> new HoldTable(connection).holders());
    }

    /** Deletes the artifacts that no instance and no rollout needs any more. */
    public void pruneArtifacts() {
        Set<String> needed = database.read(connection -> {
            List<Release> releases = new ArrayList<>(new InstallationTable(connection).releases());
            Set<String> contents = new HoldTable(connection).needed();
            releases.forEach(release -> release.artifacts().forEach(artifact -> contents.add(artifact.sha256())));
            return contents;
        });
        artifacts.prune(needed);
    }

    /** How many transactions were written so far, for benchmarks. */
    public long transactions() {
        return database.transactions();
    }

    @Override
    public void close() {
        database.close();
    }
}
