package io.jenkins.plugins.rollout.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Computer;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step that brings instances of a wave: it is at work on its rollout until it ends, tells it what happens, and ends when
 * all of that is durable. To stop it, from wherever, is to abort the rollout.
 */
abstract class BringingExecution extends StepExecution implements BodyHost {
    private static final long serialVersionUID = 1L;

    private String rollout;

    @CheckForNull
    private volatile FlowInterruptedException interruption;

    @CheckForNull
    private transient volatile Reports reports;

    /** @param rollout its id; empty as long as it is not known */
    BringingExecution(StepContext context, String rollout) {
        super(context);
        this.rollout = rollout;
    }

    /** Records the end of the rollout, if there is nothing left to do. */
    abstract WaveEnding ending();

    /** What the step returns. */
    abstract Map<String, Object> result(BuildRollout driven) throws AbortException;

    @Override
    public final String rollout() {
        return rollout;
    }

    /** Who stopped it; null if nobody did. */
    @CheckForNull
    final FlowInterruptedException interruption() {
        return interruption;
    }

    /** @return false if it was stopped before */
    final synchronized boolean interrupt(FlowInterruptedException cause) {
        boolean isFirst = interruption == null;
        if (isFirst) {
            interruption = cause;
        }
        return isFirst;
    }

    /** Is at work on that rollout from now on. */
    final synchronized Reports workOn(BuildRollout driven) {
        Reports made = new Reports(driven);
        rollout = driven.id();
        reports = made;
        driven.enter(this);
        return made;
    }

    /** Where to tell what happens, of the build's rollout of that id, on which it is at work from now on. */
    final synchronized Reports reports() throws IOException, InterruptedException {
        Reports known = reports;
        return known == null ? workOn(BuildRollouts.get().of(getContext().get(Run.class), rollout)) : known;
    }

    /** The same where it has been at work before. */
    final Reports told() {
        Reports known = reports;
        if (known == null) {
            throw new IllegalStateException("the rollout is looked up before anything is told of it");
        }
        return known;
    }

    final void leave() {
        Reports known = reports;
        if (known != null) {
            known.driven().leave(this);
        }
    }

    /** Tells the rollout that it is to end. */
    final void tellAbort(FlowInterruptedException cause) {
        try {
            reports().aborted(cause, getContext().get(Run.class));
        } catch (IOException | InterruptedException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void stop(Throwable cause) {
        FlowInterruptedException interrupted =
                cause instanceof FlowInterruptedException itself ? itself : Interruption.because(cause);
        // The rollout may have to be looked up; that is not for the pipeline's thread.
        Computer.threadPoolForRemoting.execute(() -> interrupted(interrupted));
    }

    /** Ends the step as soon as all that was told is durable. */
    final void settle() {
        Reports known = reports;
        if (known == null) {
            // Stopped before the rollout could be looked up.
            getContext().onFailure(interruption);
            return;
        }
        known.durable()
                .whenCompleteAsync((done, failure) -> settled(known.driven(), failure), Computer.threadPoolForRemoting);
    }

    /** The same where it has run no body, and so may still be being started. */
    final void settleUnbegun() {
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                ProgramThread.awaitTurn(getContext());
                settle();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void settled(BuildRollout driven, @CheckForNull Throwable failure) {
        driven.leave(this);
        FlowInterruptedException stopped = interruption;
        try {
            if (failure != null) {
                getContext().onFailure(failure instanceof CompletionException ? failure.getCause() : failure);
            } else if (stopped != null) {
                ending().finishIfDone(driven);
                getContext().onFailure(stopped);
            } else {
                Map<String, Object> result = result(driven);
                NodeWarning.ofFailures(getContext(), result);
                getContext().onSuccess(result);
            }
        } catch (LedgerException e) {
            getContext().onFailure(new AbortException(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            getContext().onFailure(e);
        }
    }
}
