package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.ledger.DriverLock;
import io.jenkins.plugins.rollout.ledger.InstanceHeldException;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.OutdatedPlanException;
import io.jenkins.plugins.rollout.ledger.RolloutNames;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.RolloutPlanned;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Begins a rollout: {@code --id}, {@code --reason}, {@code --wait}, and what they need. */
final class Begin {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final long WAIT_MILLIS = 1_000;

    @Option(
            names = "--id",
            paramLabel = "ID",
            defaultValue = "",
            description = "The rollout's name in the ledger (default: made of service, version and time).")
    private String id;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; recorded with the rollout.")
    private String reason;

    @Option(names = "--wait", description = "Wait while another rollout holds one of the instances.")
    private boolean wait;

    /** Begins a rollout of that name. */
    static Begin named(String id) {
        Begin begin = new Begin();
        begin.id = id;
        begin.reason = "";
        return begin;
    }

    /**
     * Records the rollout and holds its instances.
     *
     * @param planner makes the plan; asked again when something changed meanwhile
     */
    OwnRollout begin(Ledger ledger, RolloutSpec spec, Supplier<Plan> planner, Clock clock, Console console)
            throws InterruptedException {
        check();
        Plan plan = planner.get();
        plan.warnings().forEach(console::warn);
        String name = id.isEmpty() ? RolloutNames.unused(ledger, plan, clock.instant()) : id;
        DriverLock lock = DriverLock.tryTake(ledger, name)
                .orElseThrow(() -> new InvalidInputException(
                        "rollout " + name + " is just being begun by another process; choose another --id"));
        boolean begun = false;
        try {
            Journal journal = begin(ledger, spec, planner, plan, name, clock, console);
            begun = true;
            return new OwnRollout(journal, lock);
        } finally {
            if (!begun) {
                lock.close();
            }
        }
    }

    private Journal begin(
            Ledger ledger,
            RolloutSpec spec,
            Supplier<Plan> planner,
            Plan first,
            String name,
            Clock clock,
            Console console)
            throws InterruptedException {
        Plan plan = first;
        String waitingFor = "";
        while (true) {
            try {
                return ledger.begin(new RolloutPlanned(clock.instant(), name, User.name(), reason, plan, spec));
            } catch (OutdatedPlanException e) {
                plan = planner.get();
            } catch (InstanceHeldException e) {
                if (!wait) {
                    throw e;
                }
                if (!waitingFor.equals(e.rollout())) {
                    console.say("waiting: instance '" + Paint.harmless(e.instance()) + "' is held by rollout "
                            + e.rollout());
                    waitingFor = e.rollout();
                }
                Thread.sleep(WAIT_MILLIS);
                plan = planner.get();
            }
        }
    }

    /** @throws InvalidInputException if the rollout can't be called as it is to be called */
    void check() {
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            throw new InvalidInputException(
                    "--id must be letters, digits, dots, dashes and underscores, at most 100, and is '" + id + "'");
        }
    }
}
