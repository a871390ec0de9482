package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.rollout.health.CommandCheck;
import io.jenkins.plugins.rollout.health.Gate;

/** What the steps want of a gate. */
final class GateArguments {
    private GateArguments() {}

    /**
     * A pipeline's commands don't run on the controller.
     *
     * @param where to say that they run on an agent
     * @throws AbortException if the gate has one
     */
    static void refuseCommands(Gate gate, String where) throws AbortException {
        if (gate.checks().stream().anyMatch(CommandCheck.class::isInstance)) {
            throw new AbortException(
                    "a command check runs on an agent, never on the controller; say 'fromAgent: true' in " + where
                            + ", inside a node block");
        }
    }
}
