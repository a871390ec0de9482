package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.release.Release;
import java.util.List;
import java.util.Optional;

/**
 * Where an instance of a rollout stands now, for someone who wants to take back what that rollout brought.
 *
 * @param placement in the rollout's plan
 * @param now what is on record for it; empty if nothing is
 * @param target that it would go back to; {@link Release#NONE} if none is on record
 */
public record Standing(Placement placement, Optional<Installation> now, Release target, State state) {
    public enum State {
        /** It runs what the rollout brought. */
        RUNS_IT,
        /** The rollout's attempt was the last one, and failed half-way. */
        HALF_DONE,
        /** It runs the same release, and has it from a newer rollout. */
        AGAIN,
        /** It is on what it had before the rollout. */
        BACK,
        /** The rollout never brought it anything. */
        NOT_REACHED,
        /** It runs something else by now. */
        MOVED,
        /** Nothing is on record for it. */
        UNKNOWN
    }

    public String name() {
        return placement.name();
    }

    /** Whether the rollout's release, or half of it, is still there. */
    public boolean isAffected() {
        return state == State.RUNS_IT || state == State.HALF_DONE;
    }

    /** What it runs; {@link Release#NONE} if nothing is on record. */
    public Release current() {
        return now.map(Installation::release).orElse(Release.NONE);
    }

    /** Its place in a way back. Of an affected instance only. */
    public Placement wayBack() {
        Installation installation = now.orElseThrow();
        Release release = target.isNone() ? new Release(installation.release().service(), "", List.of(), "") : target;
        String why = target.isNone() ? "no earlier release on record" : "back to " + target.version();
        return new Placement(placement.instance(), release, installation.release(), why);
    }
}
