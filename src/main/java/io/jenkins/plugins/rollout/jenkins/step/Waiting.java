package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutListener;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The steps that wait for something of a rollout, so that a change wakes them. */
final class Waiting {
    /** Each with the id of its rollout. */
    private static final Map<WaitingExecution, String> STEPS = new ConcurrentHashMap<>();

    private Waiting() {}

    static void add(String rollout, WaitingExecution step) {
        STEPS.put(step, rollout);
    }

    static void remove(WaitingExecution step) {
        STEPS.remove(step);
    }

    @Extension
    public static final class Bell implements RolloutListener {
        @Override
        public void changed(Run<?, ?> build, Rollout rollout) {
            String id = rollout.id();
            List<WaitingExecution> woken = STEPS.entrySet().stream()
                    .filter(step -> step.getValue().equals(id))
                    .map(Map.Entry::getKey)
                    .toList();
            woken.forEach(WaitingExecution::lookSoon);
        }
    }
}
