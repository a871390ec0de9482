package io.jenkins.plugins.rollout.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.YamlReader;
import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.GateReader;
import io.jenkins.plugins.rollout.source.Addresses;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The gate that a step was given: as the text of a rollout file's section, and whether it can be asked from there. */
final class GateArguments {
    private GateArguments() {}

    /**
     * @param gate what the step was told
     * @return empty if nothing was said: the rollout's own gate then
     * @throws InvalidInputException if no gate can be made of it
     */
    static String text(Map<String, Object> gate) {
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

    /** Where the servers are that checks don't name: what the environment of a step says. */
    static Addresses addresses(StepContext context) throws IOException, InterruptedException {
        @CheckForNull EnvVars environment = context.get(EnvVars.class);
        return environment == null ? Addresses.NONE : Addresses.ofVariables(environment);
    }

    /** @throws AbortException if checks ask a server of which neither they nor the environment say where it is */
    static void refuseUnknownServers(Gate gate, StepContext context) throws IOException, InterruptedException {
        List<String> missing = addresses(context).missing(gate.checks().stream().map(Check::source));
        if (!missing.isEmpty()) {
            throw new AbortException(String.join("\n", missing));
        }
    }
}
