package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.Turn;
import io.jenkins.plugins.rollout.rollout.WaveStart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Begins a wave in the ledger: what its step is to start, and what it must leave. */
final class WaveBeginning {
    private final BuildRollout driven;
    private final WaveChoice choice;

    WaveBeginning(BuildRollout driven, WaveChoice choice) {
        this.driven = driven;
        this.choice = choice;
    }

    /**
     * What a step has begun.
     *
     * @param events beginnings and refusals of instances
     * @param later why each of the others is not begun now, by name; they come when the wave goes on
     */
    record Begun(int wave, List<RolloutEvent.OfInstance> events, Map<String, String> later) {}

    /**
     * Records what is begun, all of it or nothing: nothing where the wave makes way for a way back, of which a pipeline
     * can't have known.
     *
     * @throws AbortException if the wave is not due
     */
    Begun record(String build) throws AbortException {
        if (!driven.isAtWork()) {
            driven.decide(rollout -> leftBehind(rollout, build));
        }
        if (choice instanceof WaveChoice.WayBack) {
            driven.decide(rollout -> wayBack(rollout, driven));
        }
        List<RolloutEvent> begun = driven.decide(this::whatBegins);
        List<RolloutEvent.OfInstance> ofInstances = begun.stream()
                .filter(RolloutEvent.OfInstance.class::isInstance)
                .map(RolloutEvent.OfInstance.class::cast)
                .toList();
        if (!ofInstances.isEmpty()) {
            return new Begun(ofInstances.get(0).wave(), ofInstances, Map.of());
        }
        Optional<Begun> paused = driven.read(this::paused);
        if (paused.isEmpty()) {
            throw driven.read(rollout -> choice.refuse(rollout, driven));
        }
        return paused.get();
    }

    private Optional<Begun> paused(Rollout rollout) {
        if (!(choice instanceof WaveChoice.Numbered numbered)) {
            return Optional.empty();
        }
        Map<String, String> later = new LinkedHashMap<>();
        rollout.wave(numbered.wave()).stream()
                .flatMap(wave -> wave.placements().stream())
                .map(Placement::name)
                .forEach(name -> {
                    Turn turn = rollout.turn(driven.clock(), numbered.wave(), name);
                    if (turn.state() == Turn.State.PAUSED) {
                        later.put(name, turn.why());
                    }
                });
        return later.isEmpty() ? Optional.empty() : Optional.of(new Begun(numbered.wave(), List.of(), later));
    }

    /**
     * No step of this build has instances in its hands: what is in flight was begun by a controller that died before it
     * had saved the pipeline, so it is done again.
     */
    private List<RolloutEvent> leftBehind(Rollout rollout, String build) {
        List<Rollout.InFlight> inFlight = rollout.inFlight();
        if (inFlight.isEmpty()) {
            return List.of();
        }
        Instant now = driven.clock().instant();
        List<RolloutEvent> events = new ArrayList<>();
        events.add(new RolloutEvent.RolloutResumed(now, build));
        // The last one first: each goes back to the front of the queue.
        for (int i = inFlight.size() - 1; i >= 0; i--) {
            Rollout.InFlight one = inFlight.get(i);
            events.add(new RolloutEvent.InstanceReset(
                    now, one.wave().number(), one.placement().name(), LeftBehind.WHY));
        }
        return events;
    }

    /** The way back, if it is due. */
    static List<RolloutEvent> wayBack(Rollout rollout, BuildRollout driven) {
        Optional<Decision.RollBack> back = Optional.of(rollout.next(driven.clock()))
                .filter(Decision.RollBack.class::isInstance)
                .map(Decision.RollBack.class::cast);
        return back.<List<RolloutEvent>>map(found ->
                        List.of(new RolloutEvent.RollbackPlanned(driven.clock().instant(), found.plan(), found.why())))
                .orElse(List.of());
    }

    private List<RolloutEvent> whatBegins(Rollout rollout) {
        if (!(rollout.next(driven.clock()) instanceof Decision.Deploy deploy) || !choice.accepts(deploy.wave())) {
            return List.of();
        }
        return WaveStart.events(rollout, deploy, driven.clock().instant());
    }
}
