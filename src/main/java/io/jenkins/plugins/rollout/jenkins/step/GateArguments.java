package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.YamlReader;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.GateReader;
import java.util.List;
import java.util.Map;

/** The gate that {@code healthGate} was given, as the text of a rollout file's section. */
final class GateArguments {
    private GateArguments() {}

    /**
     * @return empty if nothing was said: the rollout's own gate then
     * @throws InvalidInputException if no gate can be made of it
     */
    static String text(List<CheckDescription> checks, int samples, String interval) {
        Map<String, Object> gate = CheckDescription.gate(checks, samples, interval);
        if (gate.isEmpty()) {
            return "";
        }
        String text = SpecText.write(Map.of("gate", gate));
        read(text);
        return text;
    }

    /** Reads what {@link #text} has made. */
    static Gate read(String text) {
        Problems problems = new Problems();
        Gate gate = YamlReader.read("healthGate", text, problems)
                .flatMap(root -> Fields.of(root, "healthGate", List.of("gate"), problems))
                .map(fields -> GateReader.read(fields, "gate"))
                .orElse(Gate.OPEN);
        SpecText.throwWithoutPlaces(problems);
        return gate;
    }

    /**
     * A pipeline's commands don't run on the controller.
     *
     * @param where to say that they run on an agent
     * @throws AbortException if the gate has one
     */
    static void refuseCommands(Gate gate, String where) throws AbortException {
        if (gate.runsCommands()) {
            throw new AbortException(
                    "a command check runs on an agent, never on the controller; say 'fromAgent: true' in " + where
                            + ", inside the node block of an agent");
        }
    }

    /**
     * Between the steps no agent is there that could go on asking.
     *
     * @param isFromAgent whether the rollout's gate is asked from one
     * @throws AbortException if it goes on in the background and needs one
     */
    static void refuseBackground(Gate gate, boolean isFromAgent) throws AbortException {
        if (gate.background() && (isFromAgent || gate.runsCommands())) {
            throw new AbortException(
                    "'background: true' asks from the controller, as between the steps no agent is there; leave it out, or"
                            + " leave out 'fromAgent: true' and the checks that run commands");
        }
    }

    /** The same for a gate that asks from an agent, of a rollout that was planned without one. */
    static void refuseAgent(Gate gate) throws AbortException {
        if (gate.background()) {
            throw new AbortException(
                    "planRollout said 'background: true', which asks from the controller; leave 'fromAgent: true' out of"
                            + " healthGate, so that the same is measured");
        }
    }
}
