package io.jenkins.plugins.rollout.jenkins.drive;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;

/** Names a branch of a pipeline after the instance that it deploys, and tells pages which branch has an instance's log. */
public final class InstanceBranchAction extends InvisibleAction implements ThreadNameAction {
    private final String rollout;
    private final int wave;
    private final String instance;
    private final int attempt;

    /** @param attempt from 1; 0 for one that verifies and brings nothing */
    public InstanceBranchAction(String rollout, int wave, String instance, int attempt) {
        this.rollout = rollout;
        this.wave = wave;
        this.instance = instance;
        this.attempt = attempt;
    }

    public String getRollout() {
        return rollout;
    }

    public int getWave() {
        return wave;
    }

    public String getInstance() {
        return instance;
    }

    public int getAttempt() {
        return attempt;
    }

    @NonNull
    @Override
    public String getThreadName() {
        return instance;
    }
}
