package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** What a step has to tell about the instances that it brings, and whether all of that is durable. */
final class Reports {
    private final BuildRollout driven;
    private final List<CompletableFuture<Void>> made = new ArrayList<>();

    Reports(BuildRollout driven) {
        this.driven = driven;
    }

    BuildRollout driven() {
        return driven;
    }

    /** @param failure why it failed; empty if it did not */
    synchronized void ended(int wave, String instance, String failure) {
        made.add(driven.report(
                failure.isEmpty()
                        ? new RolloutEvent.InstanceDeployed(driven.clock().instant(), wave, instance)
                        : new RolloutEvent.InstanceFailed(driven.clock().instant(), wave, instance, failure)));
    }

    synchronized void verified(RolloutEvent.InstanceVerified result) {
        made.add(driven.report(result));
    }

    synchronized void aborted(FlowInterruptedException cause, Run<?, ?> build) {
        Interruption why = Interruption.of(cause, build);
        made.add(driven.report(new RolloutEvent.AbortRequested(driven.clock().instant(), why.by(), why.reason())));
    }

    /**
     * All that was told.
     *
     * @return completed when it is durable, exceptionally with a sentence if it can't be recorded
     */
    synchronized CompletableFuture<Void> durable() {
        return CompletableFuture.allOf(made.toArray(CompletableFuture[]::new)).handle((done, failure) -> {
            if (failure != null) {
                throw new CompletionException(new AbortException(
                        "rollout " + driven.id() + ": what happened can't be recorded: " + FailureReason.of(failure)));
            }
            return done;
        });
    }
}
