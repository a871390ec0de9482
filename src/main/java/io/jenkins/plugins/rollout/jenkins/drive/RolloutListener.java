package io.jenkins.plugins.rollout.jenkins.drive;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Hears of what happens in the rollouts that builds drive. */
public interface RolloutListener extends ExtensionPoint {
    /**
     * Something was appended. Called on the thread that appended it, while nobody else can append: return soon.
     *
     * @param build that drives the rollout
     */
    void changed(Run<?, ?> build, Rollout rollout);

    /** Tells all; what goes wrong in one is logged and stays there. */
    static void tell(Run<?, ?> build, Rollout rollout) {
        for (RolloutListener listener : ExtensionList.lookup(RolloutListener.class)) {
            try {
                listener.changed(build, rollout);
            } catch (RuntimeException e) {
                Logger.getLogger(RolloutListener.class.getName())
                        .log(Level.WARNING, e, () -> listener + " failed on rollout " + rollout.id());
            }
        }
    }
}
