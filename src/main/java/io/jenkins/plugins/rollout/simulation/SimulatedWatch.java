package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.HarmFound;
import java.time.Instant;
import java.util.ArrayList;
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
            boolean isStale = dice.happens(STALE);
            Map<Wave, List<Placement>> watched = rollout.background();
            for (Wave wave : isStale ? rollout.plan().waves() : watched.keySet()) {
                List<Placement> placements = isStale ? wave.placements() : watched.get(wave);
                placements.stream()
                        .filter(placement -> dice.happens(TOGETHER))
                        .map(placement -> new HarmFound(now, wave.number(), placement.name(), "simulated"))
                        .forEach(found::add);
            }
        }
        return found;
    }
}
