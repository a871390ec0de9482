package io.jenkins.plugins.rollout.jenkins.step;

import hudson.console.HyperlinkNote;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Asks the engine for its decision, records those that are facts at once, and waits where it says so. */
final class RolloutNextExecution extends WaitingExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(RolloutNextExecution.class.getName());

    private final boolean wait;

    RolloutNextExecution(StepContext context, String rollout, boolean wait) {
        super(context, rollout);
        this.wait = wait;
    }

    @Override
    Found look(BuildRollout driven) throws IOException, InterruptedException {
        driven.decide(rollout ->
                recorded(rollout, rollout.next(driven.clock()), driven.clock().instant()));
        Decision next = driven.next();
        if (next instanceof Decision.RollBack) {
            return look(driven);
        }
        if (wait && next instanceof Decision.Wait waiting) {
            say("rollout " + driven.id() + ": " + waiting.why() + until(waiting));
            return new Found.Nothing(waiting.until());
        }
        if (wait && next instanceof Decision.AskApproval ask) {
            say("rollout " + driven.id() + " waits for a person: " + ask.question());
            return new Found.Nothing(Instant.MAX);
        }
        return new Found.Result(NextMap.of(driven, next));
    }

    private static String until(Decision.Wait waiting) {
        return waiting.until().equals(Instant.MAX) ? "" : " until " + waiting.until();
    }

    /** The decisions that are carried out by recording them. */
    private static List<RolloutEvent> recorded(Rollout rollout, Decision next, Instant now) {
        if (next instanceof Decision.RollBack back) {
            return List.of(new RolloutEvent.RollbackPlanned(now, back.plan(), back.why()));
        }
        if (next instanceof Decision.AskApproval ask && rollout.question().isEmpty()) {
            return List.of(new RolloutEvent.ApprovalRequested(now, ask.question()));
        }
        if (next instanceof Decision.Finish finish && rollout.finished().isEmpty()) {
            return List.of(new RolloutEvent.RolloutFinished(now, finish.outcome(), finish.why()));
        }
        return List.of();
    }

    @Override
    void explain() throws IOException, InterruptedException {
        Run<?, ?> build = getContext().get(Run.class);
        listener().getLogger().println(HyperlinkNote.encodeTo("/" + build.getUrl() + "rollout/", "See the rollout"));
    }

    @Override
    void aborted(Throwable cause) {
        try {
            BuildRollouts.get().abort(driven().id(), by(cause), "the pipeline was stopped while the rollout waited");
        } catch (InvalidInputException e) {
            LOGGER.log(Level.FINE, "it has ended", e);
        } catch (LedgerException | IOException e) {
            LOGGER.log(Level.WARNING, "the abort of a rollout is not recorded yet; it will be when its build ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The user who stopped the build, or what Jenkins says of the cause. */
    private static String by(Throwable cause) {
        if (cause instanceof FlowInterruptedException interrupted) {
            for (CauseOfInterruption one : interrupted.getCauses()) {
                User user = one instanceof CauseOfInterruption.UserInterruption byUser ? byUser.getUserOrNull() : null;
                return user == null ? one.getShortDescription() : user.getId();
            }
        }
        return "the pipeline";
    }
}
