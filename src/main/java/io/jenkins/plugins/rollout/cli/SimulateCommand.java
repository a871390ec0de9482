package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.simulation.InvariantViolation;
import io.jenkins.plugins.rollout.simulation.Simulation;
import io.jenkins.plugins.rollout.simulation.SimulationSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tries the rules on rollouts that never happened. */
@Command(
        name = "simulate",
        description = {
            "Runs random rollouts with injected failures, in no time, and checks what must never happen.",
            "A seed replays what it found: the first of N rollouts uses the seed itself."
        })
final class SimulateCommand extends CliCommand {
    private static final int ROUND = 10_000;

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int rollouts;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Where chance begins (default: 1).")
    private long seed;

    @Override
    public Integer call() {
        if (rollouts < 1) {
            throw new InvalidInputException("--rollouts must be at least 1, and is " + rollouts);
        }
        try {
            SimulationSummary summary = new Simulation().many(rollouts, seed, this::progress);
            console().result(summary.rollouts() + " rollouts, no rule broken; seed " + seed);
            summary.outcomes().forEach((outcome, count) -> console()
                    .result("  " + outcome.state().word() + ": " + count));
            return ExitCode.DONE;
        } catch (InvariantViolation violation) {
            console().result(violation.history());
            console().fail(violation.getMessage());
            console().say("replay it with: rollout simulate --rollouts 1 --seed " + violation.seed());
            return ExitCode.NOT_DONE;
        }
    }

    private void progress(int done) {
        if (main().paint() == Paint.COLOURS && done % ROUND == 0) {
            console().say(done + " rollouts");
        }
    }
}
