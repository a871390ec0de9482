package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.WaveProgress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which instances of a wave can be verified now.
 *
 * @param instances in the wave's order
 * @param left why the others are not, by name
 */
record Verifiable(List<String> instances, Map<String, String> left) {
    private static final String STEP = "verifyInstances";

    /**
     * @param instance the only one that is asked for; empty for all of the wave
     * @throws AbortException if there is no such wave or instance, or if the wave is not deployed or judged already
     */
    static Verifiable of(BuildRollout driven, int number, String instance) throws AbortException {
        Optional<WaveProgress> found = driven.read(rollout -> rollout.waves().stream()
                .filter(one -> one.wave().number() == number)
                .findFirst());
        if (found.isEmpty()) {
            throw new AbortException(STEP + ": " + GateRefusal.unknown(driven, number));
        }
        Wave wave = found.get().wave();
        List<String> asked = wave.placements().stream()
                .map(Placement::name)
                .filter(name -> instance.isEmpty() || name.equals(instance))
                .toList();
        if (asked.isEmpty()) {
            throw new AbortException(STEP + ": wave " + number + " of rollout " + driven.id() + " has no instance "
                    + Quote.of(instance) + "; it has "
                    + String.join(
                            ", ",
                            wave.placements().stream().map(Placement::name).toList()));
        }
        if (found.get().verdict().isPresent()) {
            throw new AbortException(STEP + " comes before healthGate: " + GateRefusal.judged(found.get()));
        }
        Decision next = driven.next();
        Optional<String> obstacle = driven.read(rollout -> obstacle(rollout, wave));
        if (obstacle.isEmpty() && !isWatched(driven, wave, next)) {
            throw new AbortException(STEP + " comes after the deployment: " + GateRefusal.notDue(driven, number, next));
        }
        return driven.read(rollout -> select(rollout, wave, asked, obstacle));
    }

    /** Why none is to be verified, though the pipeline has done nothing wrong. */
    private static Optional<String> obstacle(Rollout rollout, Wave wave) {
        boolean isAborted = rollout.abort().isPresent() || rollout.finished().isPresent();
        return isAborted
                ? Optional.of("the rollout was aborted")
                : rollout.makesWay(wave).map(makesWay -> "its wave " + makesWay);
    }

    /** It bakes, or is due to be judged. */
    private static boolean isWatched(BuildRollout driven, Wave wave, Decision next) {
        boolean isCurrent = driven.read(rollout -> rollout.currentWave().equals(Optional.of(wave)));
        return isCurrent
                && (next instanceof Decision.Judge
                        || next instanceof Decision.Wait wait && !wait.until().equals(Instant.MAX));
    }

    private static Verifiable select(Rollout rollout, Wave wave, List<String> asked, Optional<String> obstacle) {
        List<String> deployed = obstacle.isPresent() ? List.of() : rollout.unjudged(wave);
        Map<String, String> left = new LinkedHashMap<>();
        asked.stream()
                .filter(name -> !deployed.contains(name))
                .forEach(name -> left.put(name, obstacle.orElse("it is not deployed")));
        return new Verifiable(asked.stream().filter(deployed::contains).toList(), left);
    }
}
