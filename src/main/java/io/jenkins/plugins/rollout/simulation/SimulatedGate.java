package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import io.jenkins.plugins.rollout.health.Sampling;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.InstanceMeasured;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.InstanceVerified;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Measures instances that aren't there. */
final class SimulatedGate {
    private final Gate gate;
    private final Hazards hazards;
    private final VirtualClock clock;
    private final Dice dice;
    private final Set<String> sick = new HashSet<>();

    SimulatedGate(Scenario scenario, VirtualClock clock, Dice dice) {
        this.gate = scenario.spec().gate();
        this.hazards = scenario.hazards();
        this.clock = clock;
        this.dice = dice;
        scenario.plan()
                .placements()
                .filter(placement -> dice.happens(hazards.sick()))
                .forEach(placement -> sick.add(placement.name()));
    }

    /** What a pipeline's own test says of it. */
    InstanceVerified verify(Wave wave, String instance) {
        String failure = sick.contains(instance) && wave.action() == Action.DEPLOY ? "simulated" : "";
        return new InstanceVerified(
                clock.instant(),
                wave.number(),
                instance,
                Measurement.verification(failure, clock.instant(), Duration.ofMillis(1)));
    }

    /** @param verified what was found before it is measured, by instance */
    InstanceHealth measure(
            Wave wave, Placement placement, Map<String, Measurement> verified, Consumer<InstanceMeasured> record) {
        List<Measurement> all = new ArrayList<>();
        if (verified.containsKey(placement.name())) {
            Measurement before = verified.get(placement.name());
            all.add(before);
            if (before.outcome() == Outcome.FAIL || gate.isOpen()) {
                return InstanceHealth.judge(placement.name(), all);
            }
        }
        if (gate.isOpen()) {
            return new InstanceHealth(placement.name(), Verdict.PASS, "there is no check");
        }
        boolean well = wave.action() == Action.DEPLOY
                ? !sick.contains(placement.name())
                : !dice.happens(hazards.sickAfterwards());
        Sampling sampling = gate.checks().get(0).sampling();
        for (int sample = 0; sample < sampling.count(); sample++) {
            List<Measurement> measurements =
                    gate.checks().stream().map(check -> ask(check, well)).toList();
            all.addAll(measurements);
            record.accept(new InstanceMeasured(clock.instant(), wave.number(), placement.name(), measurements));
            clock.turn(sampling.interval());
        }
        return InstanceHealth.judge(placement.name(), all);
    }

    private Measurement ask(Check check, boolean well) {
        Outcome outcome = dice.happens(hazards.unmeasured()) ? Outcome.ERROR : well ? Outcome.PASS : Outcome.FAIL;
        return new Measurement(check.name(), outcome, "simulated", clock.instant(), Duration.ofMillis(1));
    }
}
