package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.release.Installation.Condition;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollback.RollbackPlanner;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the way back that a person asks for, by what the ledger knows of the instances. */
public final class WayBack {
    private final Ledger ledger;

    public WayBack(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * A rollback that can be begun.
     *
     * @param spec of the rollout that is taken back: the same command and the same gate serve the way back
     */
    public record Request(Plan plan, RolloutSpec spec) {}

    /**
     * Takes back what a rollout brought: every instance that still runs what it got from it, or where its deployment was
     * the last and failed.
     *
     * @param version to go to instead of what each had before; empty for that
     * @throws InvalidInputException if there is nothing to take back
     */
    public Request fromRollout(String id, Optional<String> version) {
        Rollout rollout = ledger.load(id);
        List<Standing> standings = standings(rollout, version);
        List<Placement> back = standings.stream()
                .filter(Standing::isAffected)
                .map(Standing::wayBack)
                .toList();
        List<String> moved = standings.stream()
                .filter(standing -> standing.state() == Standing.State.AGAIN)
                .map(Standing::name)
                .toList();
        if (back.isEmpty()) {
            throw new InvalidInputException("there is nothing to take back: no instance runs what rollout " + id
                    + " brought" + (moved.isEmpty() ? "" : ", or it has it from a newer rollout"));
        }
        return new Request(withWarning(RollbackPlanner.back(back, 1), moved), rollout.spec());
    }

    /**
     * Where each instance of a rollout stands now, in the order of its plan.
     *
     * @param version to go to instead of what each had before; empty for that
     * @throws InvalidInputException if the rollout is a rollback itself, or there is no such version
     */
    public List<Standing> standings(Rollout rollout, Optional<String> version) {
        if (rollout.plan().action() == Action.ROLLBACK) {
            throw new InvalidInputException("rollout " + rollout.id()
                    + " is a rollback itself; run the release again, or name an instance with --instance and --to");
        }
        Installations now = ledger.of(rollout.plan().service());
        return rollout.plan()
                .placements()
                .map(placement -> standing(rollout, placement, now.on(placement.name()), version))
                .toList();
    }

    private Standing standing(
            Rollout rollout, Placement placement, Optional<Installation> now, Optional<String> version) {
        Standing.State state =
                now.map(there -> state(rollout, placement, there)).orElse(Standing.State.UNKNOWN);
        boolean isAffected = state == Standing.State.RUNS_IT || state == Standing.State.HALF_DONE;
        Release target = isAffected && version.isPresent() ? release(placement, version.get()) : placement.previous();
        return new Standing(placement, now, target, state);
    }

    private Standing.State state(Rollout rollout, Placement placement, Installation there) {
        boolean runsIt = there.release().equals(placement.release());
        if (runsIt && there.rollout().equals(rollout.id())) {
            return Standing.State.RUNS_IT;
        }
        if (wasLeftHalfDone(there, rollout.id())) {
            return Standing.State.HALF_DONE;
        }
        boolean isOlder = there.since().isBefore(rollout.planned().at());
        if (isOlder) {
            return Standing.State.NOT_REACHED;
        }
        if (runsIt) {
            return Standing.State.AGAIN;
        }
        return there.release().isSameAs(placement.previous()) ? Standing.State.BACK : Standing.State.MOVED;
    }

    /**
     * Takes one instance back.
     *
     * @param service which; may be empty if the instance has only one on record
     * @param version to go to; empty for the one before
     * @throws InvalidInputException if there is nothing on record to go back from, or no such version
     */
    public Request ofInstance(String instance, Optional<String> service, Optional<String> version) {
        List<Installation> there = ledger.on(instance).stream()
                .filter(installation -> service.isEmpty()
                        || service.get().equals(installation.release().service()))
                .toList();
        if (there.isEmpty()) {
            throw new InvalidInputException("no release is on record for instance '" + instance + "'"
                    + service.map(name -> " and service '" + name + "'").orElse(""));
        }
        if (there.size() > 1) {
            throw new InvalidInputException(
                    "instance '" + instance + "' runs several services; name one with --service");
        }
        Installation installation = there.get(0);
        Rollout rollout = ledger.load(installation.rollout());
        Placement known = rollout.plan()
                .placements()
                .filter(placement -> placement.name().equals(instance))
                .findFirst()
                .orElseThrow();
        Release target = version.map(wanted -> release(known, wanted)).orElseGet(() -> before(installation));
        if (target.isSameAs(installation.release()) && installation.isHealthy()) {
            throw new InvalidInputException("instance '" + instance + "' runs " + target.version() + " already");
        }
        Standing standing = new Standing(known, Optional.of(installation), target, Standing.State.RUNS_IT);
        return new Request(RollbackPlanner.back(List.of(standing.wayBack()), 1), rollout.spec());
    }

    private boolean wasLeftHalfDone(Installation there, String rollout) {
        return lastFailure(there)
                .filter(failure -> failure.rollout().equals(rollout))
                .isPresent();
    }

    /** What the instance had before; where the last attempt failed half-way, what the instance should have now. */
    private Release before(Installation there) {
        return lastFailure(there)
                .map(failure -> failure.action() == Action.ROLLBACK ? failure.release() : failure.previous())
                .orElse(there.previous());
    }

    /** What was last done to an instance, if it left nobody knows what there. */
    private Optional<HistoryEntry> lastFailure(Installation there) {
        if (there.condition() != Condition.UNKNOWN) {
            return Optional.empty();
        }
        List<HistoryEntry> entries = ledger.history(there.instance()).stream()
                .filter(entry ->
                        entry.release().service().equals(there.release().service()))
                .toList();
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    /** A release of that version, the instance's own if it ever had it, else what another one got last. */
    private Release release(Placement placement, String version) {
        String service = placement.release().service();
        return ledger.history().stream()
                .filter(entry -> entry.release().service().equals(service)
                        && entry.release().version().equals(version))
                .max(Comparator.comparing(
                                (HistoryEntry entry) -> entry.instance().equals(placement.name()))
                        .thenComparing(HistoryEntry::at))
                .map(HistoryEntry::release)
                .orElseThrow(() -> new InvalidInputException("the ledger knows no release " + version + " of " + service
                        + "; see 'rollout history --instance " + placement.name() + "'"));
    }

    private static Plan withWarning(Plan plan, List<String> moved) {
        if (moved.isEmpty()) {
            return plan;
        }
        List<String> warnings = new ArrayList<>(plan.warnings());
        warnings.add(Names.count(moved.size(), "instance")
                + " got the same release again from a newer rollout and stay: " + Names.list(moved));
        return new Plan(plan.action(), plan.service(), plan.version(), plan.waves(), plan.promotion(), warnings);
    }
}
