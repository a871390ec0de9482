package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Amount;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the events say of one wave. */
final class WaveFacts {
    private final Wave wave;
    private final long budget;
    private final Map<String, Phase> phases = new LinkedHashMap<>();

    private final Set<String> foundBad = new HashSet<>();
    private final Set<String> measuredBad = new HashSet<>();

    private boolean started;
    private Instant lastSettled = Instant.MIN;
    private Optional<Verdict> verdict = Optional.empty();
    private boolean trusted;

    WaveFacts(Wave wave, Amount failureBudget) {
        this.wave = wave;
        this.budget = failureBudget.unit() == Amount.Unit.PERCENT
                ? (long) Math.floor(wave.size() * failureBudget.value() / 100.0)
                : failureBudget.value();
        wave.placements().forEach(placement -> phases.put(placement.name(), Phase.UNTOUCHED));
    }

    void take(RolloutEvent.OfInstance event) {
        if (event instanceof RolloutEvent.InstanceVerified verified) {
            if (verified.result().outcome() == Measurement.Outcome.FAIL) {
                foundBad.add(event.instance());
            } else {
                foundBad.remove(event.instance());
            }
        }
        if (event instanceof RolloutEvent.InstanceMeasured measured
                && measured.measurements().stream().anyMatch(one -> one.outcome() == Measurement.Outcome.FAIL)) {
            measuredBad.add(event.instance());
        }
        Phase next = after(event, phases.get(event.instance()));
        Phase last = phases.put(event.instance(), next);
        if (next != last && (next == Phase.DONE || next == Phase.FAILED)) {
            lastSettled = event.at();
        }
    }

    private static Phase after(RolloutEvent.OfInstance event, Phase now) {
        if (event instanceof RolloutEvent.InstanceStarted) {
            return Phase.IN_FLIGHT;
        } else if (event instanceof RolloutEvent.AttemptFailed) {
            return Phase.BETWEEN_ATTEMPTS;
        } else if (event instanceof RolloutEvent.InstanceDeployed) {
            return Phase.DONE;
        } else if (event instanceof RolloutEvent.InstanceFailed) {
            return Phase.FAILED;
        } else if (event instanceof RolloutEvent.InstanceReset) {
            return Phase.RESET;
        } else if (event instanceof RolloutEvent.InstanceSkipped) {
            return Phase.LEFT_OUT;
        }
        return now;
    }

    void start(Instant at) {
        started = true;
        lastSettled = at;
    }

    void loseDriver() {
        phases.replaceAll((instance, phase) -> phase.isUnderWay() ? Phase.UNCERTAIN : phase);
    }

    void judge(RolloutEvent.WaveJudged judged) {
        verdict = Optional.of(judged.verdict());
        for (InstanceHealth health : judged.health()) {
            phases.put(
                    health.instance(),
                    switch (health.verdict()) {
                        case PASS -> Phase.HEALTHY;
                        case FAIL -> Phase.UNHEALTHY;
                        case INCONCLUSIVE -> judged.verdict() == Verdict.PASS ? Phase.HEALTHY : Phase.NOT_JUDGED;
                    });
        }
        phases.replaceAll((instance, phase) -> phase == Phase.RESET ? Phase.FAILED : phase);
    }

    /** What could not be judged counts as healthy. */
    void trust() {
        trusted = true;
        phases.replaceAll((instance, phase) -> phase == Phase.NOT_JUDGED ? Phase.HEALTHY : phase);
    }

    void findHarm(String instance) {
        phases.put(instance, Phase.UNHEALTHY);
    }

    Wave wave() {
        return wave;
    }

    int number() {
        return wave.number();
    }

    boolean isDeployment() {
        return wave.action() == Action.DEPLOY;
    }

    boolean isStarted() {
        return started;
    }

    boolean isJudged() {
        return verdict.isPresent();
    }

    /** Waits for a person's word. */
    boolean isInDoubt() {
        return verdict.equals(Optional.of(Verdict.INCONCLUSIVE)) && !trusted;
    }

    boolean hasPassed() {
        boolean passed = verdict.equals(Optional.of(Verdict.PASS)) || trusted;
        return passed && count(Phase.FAILED, Phase.UNHEALTHY) <= budget;
    }

    /** As a way back. */
    boolean isLossMaking() {
        return count(Phase.FAILED, Phase.UNHEALTHY, Phase.NOT_JUDGED) > 0;
    }

    Instant lastSettled() {
        return lastSettled;
    }

    boolean has(String instance) {
        return phases.containsKey(instance);
    }

    Phase phase(String instance) {
        return phases.getOrDefault(instance, Phase.UNTOUCHED);
    }

    Placement placement(String instance) {
        return wave.placements().stream()
                .filter(placement -> placement.name().equals(instance))
                .findFirst()
                .orElseThrow();
    }

    Set<String> in(Predicate<Phase> which) {
        return phases.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    long count(Phase... which) {
        Set<Phase> wanted = Set.of(which);
        return phases.values().stream().filter(wanted::contains).count();
    }

    /** By a pipeline's own tests. */
    Set<String> foundBad() {
        return foundBad;
    }

    /** By anything that was asked or tested. */
    boolean wasSeenBad(String instance) {
        return foundBad.contains(instance) || measuredBad.contains(instance);
    }

    /** More of them than this may not fail. */
    long budget() {
        return budget;
    }
}
