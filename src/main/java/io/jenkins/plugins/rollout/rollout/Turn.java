package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.plan.Names;
import java.time.Clock;
import java.util.Optional;

/**
 * Where an instance stands in the queue of its wave.
 *
 * @param why the turn will not come, or not yet as its wave makes way; empty otherwise
 */
public record Turn(State state, String why) {
    /** What a driver that has only this instance to bring can expect. */
    public enum State {
        /** Its wave is not the one that is due. */
        NOT_DUE,
        /** Its wave makes way for a way back, as harm was found late; it comes after that, if it still may. */
        PAUSED,
        /** It begins as soon as there is room. */
        COMING,
        UNDER_WAY,
        /** It was begun or refused, and that has ended. */
        TAKEN,
        /** It was not begun and will not be. */
        NEVER
    }

    static Turn of(Rollout rollout, Stage stage, String instance, Clock clock) {
        stage.placement(instance);
        if (stage.inFlight().contains(instance) || stage.uncertain().contains(instance)) {
            return new Turn(State.UNDER_WAY, "");
        }
        if (stage.skipped().contains(instance)) {
            return never(rollout.instance(instance)
                    .map(InstanceProgress::reason)
                    .filter(reason -> !reason.isEmpty())
                    .orElse("its wave was stopped"));
        }
        if (!stage.waiting().contains(instance)) {
            return new Turn(State.TAKEN, "");
        }
        return obstacle(rollout, stage)
                .map(Turn::never)
                .or(() ->
                        rollout.makesWay(stage.wave()).map(makesWay -> new Turn(State.PAUSED, "its wave " + makesWay)))
                .orElseGet(() -> new Turn(isDue(rollout, stage, clock) ? State.COMING : State.NOT_DUE, ""));
    }

    private static Optional<String> obstacle(Rollout rollout, Stage stage) {
        if (rollout.abort().isPresent()) {
            RolloutEvent.AbortRequested abort = rollout.abort().get();
            return Optional.of("the rollout was aborted by " + abort.by() + ": " + abort.reason());
        }
        if (rollout.finished().isPresent()) {
            return Optional.of(
                    "the rollout has ended: " + rollout.finished().get().why());
        }
        if (stage.isClosed()) {
            return Optional.of(rollout.stages()
                    .stoppedIn()
                    .map(failed ->
                            "the rollout was stopped: wave " + failed.wave().number() + " failed")
                    .orElse("the rollout was stopped: not all could be taken back"));
        }
        if (stage.isExhausted()) {
            return Optional.of("the wave's failure budget is spent: "
                    + Names.count(stage.failed().size(), "instance") + " failed, and "
                    + (stage.allowedFailures() == 0 ? "none" : stage.allowedFailures()) + " may");
        }
        return Optional.empty();
    }

    private static boolean isDue(Rollout rollout, Stage stage, Clock clock) {
        boolean isCurrent =
                rollout.stages().current().filter(current -> current == stage).isPresent();
        return isCurrent && (stage.startedAt().isPresent() || rollout.next(clock) instanceof Decision.Deploy);
    }

    private static Turn never(String why) {
        return new Turn(State.NEVER, why);
    }
}
