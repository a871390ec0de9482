package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.rollout.Outcome;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Rolls out made-up releases over made-up fleets with made-up misfortunes, and checks after every event what must never
 * happen. The same seed gives the same rollout to the last event.
 */
public final class Simulation {
    private static final Duration LATEST_ABORT = Duration.ofMinutes(20);

    private final DecisionMaker decisions;
    private final Supplier<Journal> journals;

    public Simulation() {
        this(Rollout::next, Journal::new);
    }

    Simulation(DecisionMaker decisions, Supplier<Journal> journals) {
        this.decisions = decisions;
        this.journals = journals;
    }

    /**
     * Simulates rollouts until so many ran to their end. The first one has the seed itself, so that the seed of any of them
     * replays it alone.
     *
     * @param progress is told after each how many there were
     * @throws InvariantViolation at the first rule that is broken
     */
    public SimulationSummary many(int rollouts, long seed, IntConsumer progress) {
        SplittableRandom seeds = new SplittableRandom(seed);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        Map<String, Long> events = new TreeMap<>();
        int refused = 0;
        int done = 0;
        long next = seed;
        while (done < rollouts) {
            SimulatedRollout simulated = run(next);
            if (simulated.outcome().isPresent()) {
                outcomes.merge(simulated.outcome().get(), 1, Integer::sum);
                simulated
                        .events()
                        .forEach(event -> events.merge(event.getClass().getSimpleName(), 1L, Long::sum));
                done++;
                progress.accept(done);
            } else {
                refused++;
            }
            // Without a sign it is easier to type.
            next = seeds.nextLong() >>> 1;
        }
        return new SimulationSummary(done, refused, outcomes, events);
    }

    /** @throws InvariantViolation if a rule is broken */
    public SimulatedRollout run(long seed) {
        Dice dice = new Dice(seed);
        Optional<Scenario> scenario = new ScenarioGenerator(dice).next();
        if (scenario.isEmpty()) {
            return new SimulatedRollout(seed, Optional.empty(), List.of());
        }
        Journal journal = journals.get();
        try {
            Outcome outcome = play(scenario.get(), journal, dice);
            return new SimulatedRollout(seed, Optional.of(outcome), journal.read());
        } catch (Breach breach) {
            throw new InvariantViolation(breach.rule(), seed, History.tell(journal.read()), breach);
        } catch (RuntimeException e) {
            throw new InvariantViolation(Rule.NO_EXCEPTION, seed, History.tell(journal.read()), e);
        }
    }

    /** One driver after another takes the rollout up, until one brings it to its end. */
    private Outcome play(Scenario scenario, Journal journal, Dice dice) {
        VirtualClock clock = new VirtualClock();
        World world = new World(scenario.running());
        Invariants invariants = new Invariants(scenario, world);
        Instant abortAt =
                dice.happens(scenario.hazards().abort()) ? clock.instant().plus(dice.upTo(LATEST_ABORT)) : Instant.MAX;
        Surroundings around = new Surroundings(scenario, world, journal, invariants, clock, dice, decisions, abortAt);
        SimulatedGate gate = new SimulatedGate(scenario, clock, dice);

        RolloutEvent planned = new RolloutEvent.RolloutPlanned(
                clock.instant(), "simulated", "operator", "", scenario.plan(), scenario.spec());
        journal.append(planned);
        invariants.check(planned);
        while (true) {
            Rollout rollout = Rollout.of(journal.read());
            if (rollout.finished().isPresent()) {
                invariants.checkEnd(rollout);
                return rollout.finished().get().outcome();
            }
            SimulatedDriver driver = new SimulatedDriver(rollout, around, gate);
            try {
                if (rollout.sequence() > 1) {
                    driver.resume();
                }
                driver.drive();
            } catch (DriverDied crash) {
                world.strand(dice);
                clock.turn(dice.upTo(LATEST_ABORT));
            }
            invariants.checkMemory(rollout, journal.read(), clock);
        }
    }
}
