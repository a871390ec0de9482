package io.jenkins.plugins.rollout.jenkins.drive;

import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells what a rollout doesn't know yet from what it was told before a restart. */
final class News {
    private News() {}

    private record InFlight(int wave, String instance) {}

    /** The facts that are new, in their order. */
    static List<RolloutEvent> of(Rollout rollout, List<RolloutEvent> facts) {
        Set<InFlight> inFlight = new HashSet<>();
        rollout.inFlight()
                .forEach(one -> inFlight.add(
                        new InFlight(one.wave().number(), one.placement().name())));
        boolean aborted = rollout.abort().isPresent();
        List<RolloutEvent> news = new ArrayList<>();
        for (RolloutEvent fact : facts) {
            boolean isNew = true;
            if (fact instanceof RolloutEvent.InstanceDeployed || fact instanceof RolloutEvent.InstanceFailed) {
                RolloutEvent.OfInstance end = (RolloutEvent.OfInstance) fact;
                isNew = inFlight.remove(new InFlight(end.wave(), end.instance()));
            } else if (fact instanceof RolloutEvent.AbortRequested) {
                isNew = !aborted;
                aborted = true;
            } else if (fact instanceof RolloutEvent.InstanceVerified verified) {
                isNew = isNews(rollout, verified);
            }
            if (isNew) {
                news.add(fact);
            }
        }
        return news;
    }

    /** Of an instance that is still to be judged, and not what it has been told already. */
    private static boolean isNews(Rollout rollout, RolloutEvent.InstanceVerified verified) {
        Wave wave = rollout.wave(verified.wave()).orElseThrow();
        Measurement known = rollout.verified(wave).get(verified.instance());
        return rollout.finished().isEmpty()
                && rollout.unjudged(wave).contains(verified.instance())
                && !verified.result().equals(known);
    }
}
