package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Wave;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is recorded when a driver does what {@link Decision.Deploy} says, before it touches any instance. */
public final class WaveStart {
    private WaveStart() {}

    /** The wave's start, if it is its first, then what is refused, then each instance that is begun. */
    public static List<RolloutEvent> events(Rollout rollout, Decision.Deploy deploy, Instant at) {
        Wave wave = deploy.wave();
        List<RolloutEvent> events = new ArrayList<>();
        if (!rollout.isStarted(wave)) {
            events.add(new RolloutEvent.WaveStarted(at, wave.number()));
        }
        for (Decision.Refusal refusal : deploy.refuse()) {
            events.add(refused(rollout, wave, refusal, at));
        }
        for (Decision.Start start : deploy.start()) {
            events.add(new RolloutEvent.InstanceStarted(
                    at, wave.number(), start.placement().name(), start.attempt()));
        }
        return events;
    }

    private static RolloutEvent refused(Rollout rollout, Wave wave, Decision.Refusal refusal, Instant at) {
        String instance = refusal.placement().name();
        if (wave.action() == Action.ROLLBACK) {
            return new RolloutEvent.InstanceFailed(at, wave.number(), instance, refusal.reason());
        }
        // Begun, given up with its driver and not to be begun again: nobody knows what runs there.
        boolean wasBegun =
                rollout.instance(instance).flatMap(InstanceProgress::startedAt).isPresent();
        return wasBegun
                ? new RolloutEvent.InstanceFailed(
                        at, wave.number(), instance, Stage.UNFINISHED + "; " + refusal.reason())
                : new RolloutEvent.InstanceSkipped(at, wave.number(), instance, refusal.reason());
    }
}
