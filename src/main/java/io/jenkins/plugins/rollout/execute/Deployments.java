package io.jenkins.plugins.rollout.execute;

import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.jenkins.plugins.rollout.command.Command;
import io.jenkins.plugins.rollout.command.CommandResult;
import io.jenkins.plugins.rollout.command.CommandRunner;
import io.jenkins.plugins.rollout.ledger.ArtifactStore;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.plan.DeploymentEnvironment;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.RolloutSpec.Deployment;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.source.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Runs the deploy command of a rollout for one instance after another; safe for use by many threads. */
final class Deployments {
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

    private final String rollout;
    private final Deployment deployment;
    private final Path folder;
    private final ArtifactStore artifacts;
    private final Logs logs;
    private final Clock clock;

    Deployments(Rollout rollout, ArtifactStore artifacts, Logs logs, Clock clock) {
        this.rollout = rollout.id();
        this.deployment = rollout.spec().deployment();
        this.folder = rollout.spec().source().folder();
        this.artifacts = artifacts;
        this.logs = logs;
        this.clock = clock;
    }

    /** Takes what happens on the way. */
    @FunctionalInterface
    interface Reporter {
        /** Returns when it is durable. */
        void report(RolloutEvent event) throws InterruptedException;
    }

    /**
     * Runs an instance's attempts until one succeeds or none is left.
     *
     * @param mayRetry whether another attempt may still be made
     * @return how it ended
     */
    RolloutEvent run(Wave wave, Decision.Start start, Reporter reporter, BooleanSupplier mayRetry)
            throws InterruptedException {
        Placement placement = start.placement();
        CommandResult result;
        try {
            result = attempts(wave, start, reporter, mayRetry);
        } catch (LedgerException noArtifact) {
            return failed(wave, placement, noArtifact.getMessage());
        }
        return result.isSuccess()
                ? new RolloutEvent.InstanceDeployed(clock.instant(), wave.number(), placement.name())
                : failed(wave, placement, result.describe());
    }

    private RolloutEvent failed(Wave wave, Placement placement, String reason) {
        return new RolloutEvent.InstanceFailed(clock.instant(), wave.number(), placement.name(), reason);
    }

    private CommandResult attempts(Wave wave, Decision.Start start, Reporter reporter, BooleanSupplier mayRetry)
            throws InterruptedException {
        if (deployment.retries() == 0) {
            return attempt(wave, start.placement(), start.attempt());
        }
        RetryPolicy<CommandResult> policy = RetryPolicy.<CommandResult>builder()
                .handleResultIf(result -> !result.isSuccess())
                .abortIf(result -> !mayRetry.getAsBoolean())
                .abortOn(LedgerException.class)
                .withMaxRetries(deployment.retries())
                .withBackoff(deployment.backoff(), longestBackoff())
                .build();
        try {
            return Failsafe.with(policy).get(context -> retried(wave, start, context, reporter));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw e;
        }
    }

    /** Failsafe wants the longest wait to be longer than the first. */
    private Duration longestBackoff() {
        Duration twice = deployment.backoff().multipliedBy(2);
        return twice.compareTo(LONGEST_BACKOFF) > 0 ? twice : LONGEST_BACKOFF;
    }

    private CommandResult retried(
            Wave wave, Decision.Start start, ExecutionContext<CommandResult> context, Reporter reporter)
            throws InterruptedException {
        String instance = start.placement().name();
        int attempt = start.attempt() + context.getAttemptCount();
        if (context.getAttemptCount() > 0) {
            String reason = context.getLastResult().describe();
            reporter.report(
                    new RolloutEvent.AttemptFailed(clock.instant(), wave.number(), instance, attempt - 1, reason));
            reporter.report(new RolloutEvent.InstanceStarted(clock.instant(), wave.number(), instance, attempt));
        }
        return attempt(wave, start.placement(), attempt);
    }

    private CommandResult attempt(Wave wave, Placement placement, int attempt) throws InterruptedException {
        Path log;
        try {
            log = logs.prepare(wave, placement.name(), attempt);
        } catch (IOException e) {
            return new CommandResult.CouldNotStart("its log can't be made: " + e.getMessage());
        }
        return CommandRunner.run(
                new Command(deployment.command(), folder, environment(wave, placement), log, deployment.timeout()));
    }

    /** Ends what a driver that was killed has left running on an instance. */
    void endOrphan(Rollout.InFlight begun) {
        CommandRunner.endOrphan(logs.file(begun.wave(), begun.placement().name(), begun.attempt()));
    }

    /** @throws LedgerException if the release's artifact is gone or was altered */
    private Map<String, String> environment(Wave wave, Placement placement) {
        Optional<Artifact> artifact = placement.release().artifact();
        String path = artifact.map(artifacts::verified).map(Path::toString).orElse("");
        return DeploymentEnvironment.of(rollout, wave, placement, path);
    }

    /** The instance as its checks see it. */
    Subject subject(Wave wave, Placement placement) {
        return DeploymentEnvironment.subject(rollout, wave, placement);
    }
}
