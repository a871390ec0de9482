package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.plan.OnFailure;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the events say, kept without any code that decides: the rules are held against this. */
final class Facts {
    private static final String TO_ROLL_BACK = "Approve to roll back";

    private final Scenario scenario;
    private final List<RolloutEvent> events = new ArrayList<>();
    /** Those of the plan, then those of each way back. */
    private final List<WaveFacts> waves = new ArrayList<>();

    private final Map<String, WaveFacts> plannedWave = new HashMap<>();
    private final Map<String, WaveFacts> wayBack = new HashMap<>();

    /** Found unhealthy after their wave had been judged. */
    private final Set<String> foundLater = new HashSet<>();
    /** Whose way back a person has approved. */
    private final Set<String> approvedBack = new HashSet<>();

    private Optional<String> question = Optional.empty();
    private boolean abortRequested;

    Facts(Scenario scenario) {
        this.scenario = scenario;
    }

    void take(RolloutEvent event) {
        events.add(event);
        if (event instanceof RolloutEvent.HarmFound found) {
            findHarm(found);
        } else if (event instanceof RolloutEvent.OfInstance ofInstance) {
            wave(ofInstance.wave()).take(ofInstance);
        } else if (event instanceof RolloutEvent.RolloutPlanned planned) {
            planned.plan().waves().forEach(wave -> add(wave, plannedWave));
        } else if (event instanceof RolloutEvent.RollbackPlanned back) {
            back.plan().waves().forEach(wave -> add(wave, wayBack));
            question = Optional.empty();
        } else if (event instanceof RolloutEvent.WaveStarted started) {
            wave(started.wave()).start(started.at());
        } else if (event instanceof RolloutEvent.WaveJudged judged) {
            wave(judged.wave()).judge(judged);
        } else if (event instanceof RolloutEvent.ApprovalRequested asked) {
            question = Optional.of(asked.question());
        } else if (event instanceof RolloutEvent.Approved) {
            approve();
        } else if (event instanceof RolloutEvent.RolloutResumed) {
            waves.forEach(WaveFacts::loseDriver);
        } else if (event instanceof RolloutEvent.AbortRequested) {
            abortRequested = true;
        }
    }

    private void findHarm(RolloutEvent.HarmFound found) {
        WaveFacts wave = wave(found.wave());
        boolean isNews = wave.isDeployment()
                && wave.phase(found.instance()) == Phase.HEALTHY
                && !wayBack.containsKey(found.instance());
        if (isNews) {
            wave.findHarm(found.instance());
            foundLater.add(found.instance());
            question = Optional.empty();
        }
    }

    /** What the question said that was answered. */
    private void approve() {
        if (question.orElse("").contains(TO_ROLL_BACK)) {
            owed().forEach(approvedBack::add);
        } else {
            deployments().filter(WaveFacts::isInDoubt).forEach(WaveFacts::trust);
        }
        question = Optional.empty();
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

    /** What a person is asked, and has not answered. */
    Optional<String> question() {
        return question;
    }

    boolean isApprovedToGoBack(String instance) {
        return approvedBack.contains(instance);
    }

    /** Those that have to go back, and whose way back was not planned. */
    Set<String> owed() {
        boolean all = isStopped() && spec().onFailure() == OnFailure.ROLLBACK_ALL;
        return deployments()
                .filter(WaveFacts::isJudged)
                .filter(wave -> isClosed() || !wave.isInDoubt())
                .flatMap(wave -> wave.in(phase -> phase.wasTouched() && (all || phase != Phase.HEALTHY)).stream())
                .filter(instance -> !wayBack.containsKey(instance))
                .collect(Collectors.toSet());
    }

    /** Those of {@link #owed} that were found after their wave had been judged. */
    Set<String> owedLate() {
        return foundLater.stream()
                .filter(instance -> !wayBack.containsKey(instance))
                .collect(Collectors.toSet());
    }

    boolean isGoingBack(String instance) {
        return wayBack.containsKey(instance);
    }

    /** More are bad in a wave of the plan than may be. */
    boolean isStopped() {
        return deployments()
                .filter(WaveFacts::isJudged)
                .anyMatch(wave -> wave.count(Phase.FAILED, Phase.UNHEALTHY) > wave.budget());
    }

    /** Nothing more is brought anywhere. */
    boolean isClosed() {
        return isStopped() || waysBack().anyMatch(WaveFacts::isLossMaking);
    }

    /** From the plan, not those of a rollout that is a way back itself. */
    Stream<WaveFacts> waysBack() {
        return scenario.isDeployment() ? waves.stream().filter(wave -> !wave.isDeployment()) : Stream.empty();
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
