package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.HarmFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds harm where there seemed to be none, at moments that suit nobody. */
final class SimulatedWatch {
    /** How often what is found is out of date, or never was true. */
    private static final double STALE = 0.1;

    /** How many of those that are watched turn bad at the same time. */
    private static final double TOGETHER = 0.3;

    private final Rollout rollout;
    private final Hazards hazards;
    private final Dice dice;

    SimulatedWatch(Rollout rollout, Hazards hazards, Dice dice) {
        this.rollout = rollout;
        this.hazards = hazards;
        this.dice = dice;
    }

    /** To be recorded, whether it still says something or not. */
    List<HarmFound> look(Instant now) {
        List<HarmFound> found = new ArrayList<>();
        if (dice.happens(hazards.lateHarm())) {
            Map<Wave, List<Placement>> looked = dice.happens(STALE) ? everything() : rollout.background();
            looked.forEach((wave, placements) -> placements.stream()
                    .filter(placement -> dice.happens(TOGETHER))
                    .map(placement -> new HarmFound(now, wave.number(), placement.name(), "simulated"))
                    .forEach(found::add));
        }
        return found;
    }

    private Map<Wave, List<Placement>> everything() {
        Map<Wave, List<Placement>> everything = new LinkedHashMap<>();
        rollout.plan().waves().forEach(wave -> everything.put(wave, wave.placements()));
        return everything;
    }
}
