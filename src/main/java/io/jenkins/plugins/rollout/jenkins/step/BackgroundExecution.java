package io.jenkins.plugins.rollout.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Computer;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step whose work is done beside the pipeline's own thread, and done again when the controller was restarted
 * meanwhile: so it must find out by itself how far it had come.
 */
abstract class BackgroundExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private transient volatile Future<?> working;

    BackgroundExecution(StepContext context) {
        super(context);
    }

    /**
     * Does the step's work.
     *
     * @return what the step returns
     * @throws InterruptedException if it was aborted
     */
    abstract Object work() throws Exception;

    @Override
    public boolean start() {
        begin();
        return false;
    }

    @Override
    public void onResume() {
        begin();
    }

    private void begin() {
        working = Computer.threadPoolForRemoting.submit(() -> {
            try {
                getContext().onSuccess(work());
            } catch (InvalidInputException | LedgerException e) {
                getContext().onFailure(new AbortException(e.getMessage()));
            } catch (InterruptedException e) {
                // The pipeline was told the cause when it was stopped.
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                getContext().onFailure(e);
            }
        });
    }

    @Override
    public void stop(Throwable cause) {
        Future<?> future = working;
        if (future != null) {
            future.cancel(true);
        }
        getContext().onFailure(cause);
    }
}
