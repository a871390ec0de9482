package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.release.Release;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What truly runs on each instance, whatever anyone believes. */
final class World {
    private final Map<String, Release> before;
    private final Map<String, Release> running;
    private final Map<String, Release> underWay = new HashMap<>();
    /** Half of one release and half of another. */
    private final Set<String> torn = new HashSet<>();

    /** @param running by instance; {@link Release#NONE} where nothing is on record */
    World(Map<String, Release> running) {
        this.before = Map.copyOf(running);
        this.running = new HashMap<>(running);
    }

    void begin(String instance, Release release) {
        underWay.put(instance, release);
    }

    void succeed(String instance) {
        running.put(instance, underWay.remove(instance));
        torn.remove(instance);
    }

    void fail(String instance, Dice dice) {
        underWay.remove(instance);
        if (dice.happens(0.5)) {
            torn.add(instance);
        }
    }

    /** Whoever was at work is gone. */
    void strand(Dice dice) {
        for (String instance : List.copyOf(underWay.keySet())) {
            if (dice.happens(0.4)) {
                succeed(instance);
            } else {
                fail(instance, dice);
            }
        }
    }

    boolean runs(String instance, Release release) {
        return !torn.contains(instance) && running.get(instance).equals(release);
    }

    boolean isAsBefore(String instance) {
        return runs(instance, before.get(instance));
    }
}
