package io.jenkins.plugins.rollout.jenkins.step;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The thread on which a pipeline's program runs, and starts steps. */
final class ProgramThread {
    private static final Logger LOGGER = Logger.getLogger(ProgramThread.class.getName());

    private ProgramThread() {}

    /**
     * Waits until it has done what it is at. A step with a body that is ended on another thread while it is still being
     * started would change what only this thread may change.
     */
    static void awaitTurn(StepContext context) throws InterruptedException {
        try {
            context.get(FlowExecution.class).getCurrentExecutions(false).get();
        } catch (ExecutionException | IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, "the program has ended; so will the step, in vain", e);
        }
    }
}
