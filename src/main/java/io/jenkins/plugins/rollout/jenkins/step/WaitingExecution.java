package io.jenkins.plugins.rollout.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step that waits for something of a rollout without holding a thread: it looks when the rollout changes, when it was
 * told to, and now and then, as other processes append as well. After a restart it looks again.
 */
abstract class WaitingExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    /** How often to look for what other processes have appended. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(2);

    private final String rollout;
    private volatile String said = "";

    @CheckForNull
    private transient Future<?> looking;

    @CheckForNull
    private transient Future<?> alarm;

    private transient boolean again;
    private transient boolean over;

    /** @param rollout its id; empty for the one that the build has not finished */
    WaitingExecution(StepContext context, String rollout) {
        super(context);
        this.rollout = rollout;
    }

    /** What a look has found. */
    sealed interface Found {
        /** @param value that the step returns */
        record Result(Object value) implements Found {}

        /** @param until when to look again, if nothing happens before */
        record Nothing(Instant until) implements Found {}
    }

    /**
     * Looks once, beside the pipeline's thread, and never twice at the same time.
     *
     * @throws InterruptedException if the step was aborted meanwhile
     */
    abstract Found look(BuildRollout driven) throws Exception;

    /** The step is being aborted. */
    void aborted(Throwable cause) {}

    @Override
    public boolean start() throws Exception {
        lookSoon();
        return false;
    }

    @Override
    public void onResume() {
        lookSoon();
    }

    /** Looks as soon as it can; also while it is looking, for what it may have missed. */
    final synchronized void lookSoon() {
        if (over) {
            return;
        }
        if (looking != null) {
            again = true;
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        looking = Computer.threadPoolForRemoting.submit(this::lookNow);
    }

    private void lookNow() {
        try {
            BuildRollout driven = driven();
            Waiting.add(driven.id(), this);
            Found found = look(driven);
            if (found instanceof Found.Nothing nothing) {
                lookAgain(nothing.until());
            } else if (found instanceof Found.Result result && end()) {
                getContext().onSuccess(result.value());
            }
        } catch (InterruptedException e) {
            // The pipeline was told the cause when it was stopped.
            Thread.currentThread().interrupt();
        } catch (InvalidInputException | LedgerException e) {
            fail(new AbortException(e.getMessage()));
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** What fails while the controller goes down is done again when it is up. */
    private void fail(Throwable failure) {
        boolean goingDown = Jenkins.get().isTerminating();
        if (!goingDown && end()) {
            getContext().onFailure(failure);
        }
    }

    private synchronized void lookAgain(Instant until) {
        looking = null;
        if (again) {
            again = false;
            lookSoon();
        } else if (!over) {
            Instant now = Instant.now();
            Instant next = now.plus(LOOK_AROUND);
            Duration delay = Duration.between(now, until.isBefore(next) ? until : next);
            alarm = Timer.get().schedule(this::lookSoon, Math.max(0, delay.toMillis()) + 1, TimeUnit.MILLISECONDS);
        }
    }

    /** @return whether it had not ended before */
    private synchronized boolean end() {
        boolean first = !over;
        over = true;
        if (alarm != null) {
            alarm.cancel(false);
        }
        Waiting.remove(this);
        return first;
    }

    @Override
    public void stop(Throwable cause) {
        if (end()) {
            synchronized (this) {
                if (looking != null) {
                    looking.cancel(true);
                }
            }
            Computer.threadPoolForRemoting.execute(() -> {
                try {
                    aborted(cause);
                } finally {
                    getContext().onFailure(cause);
                }
            });
        }
    }

    final BuildRollout driven() throws IOException, InterruptedException {
        return BuildRollouts.get().of(getContext().get(Run.class), rollout);
    }

    final TaskListener listener() throws IOException, InterruptedException {
        return getContext().get(TaskListener.class);
    }

    /** Says to the log what is waited for, once, however often it is looked at. */
    final void say(String why) throws IOException, InterruptedException {
        if (!said.equals(why)) {
            said = why;
            getContext().saveState();
            listener().getLogger().println(LogLine.of(why));
            explain();
        }
    }

    /** Adds to the log, behind what is waited for. */
    void explain() throws IOException, InterruptedException {}

    @Override
    public String getStatus() {
        return said;
    }
}
