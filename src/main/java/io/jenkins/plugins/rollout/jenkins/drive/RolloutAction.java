package io.jenkins.plugins.rollout.jenkins.drive;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.List;

/** What a build carries of its rollouts: their ids, in the order in which it began them. Pages are made elsewhere. */
public final class RolloutAction extends InvisibleAction {
    private final List<String> rollouts = new ArrayList<>();

    /** The ids of a build's rollouts, the first one first; none if it has none. */
    public static List<String> of(Run<?, ?> build) {
        RolloutAction action = build.getAction(RolloutAction.class);
        return action == null ? List.of() : action.rollouts();
    }

    public synchronized List<String> rollouts() {
        return List.copyOf(rollouts);
    }

    /** @return whether it was not there yet */
    synchronized boolean add(String rollout) {
        return !rollouts.contains(rollout) && rollouts.add(rollout);
    }
}
