package io.jenkins.plugins.rollout.jenkins.drive;

import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Ends a rollout whose build has ended, so that it holds no instance for ever. */
final class Unfinished {
    private Unfinished() {}

    /** @param result of the build, such as {@code FAILURE} */
    static void end(BuildRollout driven, String build, String result) {
        driven.decide(rollout -> ending(rollout, driven, build, result));
        if (driven.next() instanceof Decision.Finish finish
                && !driven.read(now -> now.finished().isPresent())) {
            driven.record(List.of(
                    new RolloutEvent.RolloutFinished(driven.clock().instant(), finish.outcome(), finish.why())));
        }
    }

    private static List<RolloutEvent> ending(Rollout rollout, BuildRollout driven, String build, String result) {
        if (rollout.finished().isPresent()) {
            return List.of();
        }
        Instant now = driven.clock().instant();
        List<RolloutEvent> events = new ArrayList<>();
        for (Rollout.InFlight one : rollout.inFlight()) {
            events.add(new RolloutEvent.InstanceFailed(
                    now, one.wave().number(), one.placement().name(), "the build ended meanwhile"));
        }
        boolean done = rollout.next(driven.clock()) instanceof Decision.Finish;
        if (!done && rollout.abort().isEmpty()) {
            events.add(new RolloutEvent.AbortRequested(
                    now,
                    build,
                    "the build ended" + (result.isEmpty() ? "" : " with " + result) + " before the rollout did"));
        }
        return events;
    }
}
