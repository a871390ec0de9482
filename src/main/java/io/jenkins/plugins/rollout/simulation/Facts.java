package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the events say, kept without any code that decides: the rules are held against this. */
final class Facts {
    private final Scenario scenario;
    private final List<RolloutEvent> events = new ArrayList<>();
    /** Those of the plan, then those of each way back. */
    private final List<WaveFacts> waves = new ArrayList<>();

    private final Map<String, WaveFacts> plannedWave = new HashMap<>();
    private final Map<String, WaveFacts> wayBack = new HashMap<>();

    private Optional<WaveFacts> lastJudged = Optional.empty();
    private boolean abortRequested;

    Facts(Scenario scenario) {
        this.scenario = scenario;
    }

    void take(RolloutEvent event) {
        events.add(event);
        if (event instanceof RolloutEvent.OfInstance ofInstance) {
            wave(ofInstance.wave()).take(ofInstance);
        } else if (event instanceof RolloutEvent.RolloutPlanned planned) {
            planned.plan().waves().forEach(wave -> add(wave, plannedWave));
        } else if (event instanceof RolloutEvent.RollbackPlanned back) {
            back.plan().waves().forEach(wave -> add(wave, wayBack));
        } else if (event instanceof RolloutEvent.WaveStarted started) {
            wave(started.wave()).start(started.at());
        } else if (event instanceof RolloutEvent.WaveJudged judged) {
            wave(judged.wave()).judge(judged);
            lastJudged = Optional.of(wave(judged.wave()));
        } else if (event instanceof RolloutEvent.Approved) {
            lastJudged.ifPresent(WaveFacts::approve);
        } else if (event instanceof RolloutEvent.RolloutResumed) {
            waves.forEach(WaveFacts::loseDriver);
        } else if (event instanceof RolloutEvent.AbortRequested) {
            abortRequested = true;
        }
    }

    private void add(Wave wave, Map<String, WaveFacts> ofInstance) {
        WaveFacts facts = new WaveFacts(wave, scenario.spec().limits().failureBudget());
        waves.add(facts);
        wave.placements().forEach(placement -> ofInstance.put(placement.name(), facts));
    }

    Scenario scenario() {
        return scenario;
    }

    RolloutSpec spec() {
        return scenario.spec();
    }

    List<RolloutEvent> events() {
        return events;
    }

    WaveFacts wave(int number) {
        return waves.get(number - 1);
    }

    Stream<WaveFacts> waves() {
        return waves.stream();
    }

    Stream<WaveFacts> deployments() {
        return waves.stream().filter(WaveFacts::isDeployment);
    }

    Optional<WaveFacts> lastJudged() {
        return lastJudged;
    }

    boolean isAbortRequested() {
        return abortRequested;
    }

    boolean isPlanned(String instance) {
        return plannedWave.containsKey(instance);
    }

    /** In the plan itself. */
    Phase planned(String instance) {
        return plannedWave.get(instance).phase(instance);
    }

    /** In a way back from the plan; {@link Phase#UNTOUCHED} as long as there is none. */
    Phase back(String instance) {
        WaveFacts wave = wayBack.get(instance);
        return wave == null ? Phase.UNTOUCHED : wave.phase(instance);
    }

    Iterable<String> instances() {
        return plannedWave.keySet();
    }
}
