package io.jenkins.plugins.rollout.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.console.HyperlinkNote;
import hudson.model.Run;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Asks the engine for its decision, records those that are facts at once, and waits where it says so. */
final class RolloutNextExecution extends WaitingExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(RolloutNextExecution.class.getName());

    /** How long the steps of a build may take to find each other again after a restart. */
    private static final Duration LONGEST_RESUME = Duration.ofSeconds(5);

    private final boolean wait;

    /** Since when instances are in flight of which no step takes care. */
    @CheckForNull
    private transient Instant idleSince;

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
        boolean isLeftBehind = isLeftBehind(driven, next);
        if (isLeftBehind && driven.read(rollout -> rollout.abort().isPresent())) {
            driven.decide(rollout -> lost(rollout, driven.clock().instant()));
            return look(driven);
        }
        if (isLeftBehind) {
            return new Found.Result(driven.read(NextMap::again));
        }
        if (wait && next instanceof Decision.Wait waiting) {
            say("rollout " + driven.id() + ": " + waiting.why() + until(waiting));
            return new Found.Nothing(waiting.until());
        }
        if (wait && next instanceof Decision.AskApproval ask) {
            say("rollout " + driven.id() + " waits for a person: " + ask.question());
            return new Found.Nothing(Instant.MAX);
        }
        return new Found.Result(driven.read(now -> NextMap.of(now, next)));
    }

    /**
     * Whether instances are in flight and no step of this build has them in its hands, nor takes them up after a restart:
     * their wave was begun by a controller that died before it had saved the pipeline.
     */
    private boolean isLeftBehind(BuildRollout driven, Decision next) {
        boolean inFlight = next instanceof Decision.Wait waiting
                && waiting.until().equals(Instant.MAX)
                && driven.read(rollout -> !rollout.inFlight().isEmpty());
        if (!inFlight || driven.isAtWork()) {
            idleSince = null;
            return false;
        }
        Instant now = driven.clock().instant();
        if (idleSince == null) {
            idleSince = now;
        }
        return Duration.between(idleSince, now).compareTo(LONGEST_RESUME) > 0;
    }

    private static List<RolloutEvent> lost(Rollout rollout, Instant now) {
        return rollout.inFlight().stream()
                .<RolloutEvent>map(one -> new RolloutEvent.InstanceFailed(
                        now, one.wave().number(), one.placement().name(), "was in flight when the controller ended"))
                .toList();
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
        FlowInterruptedException interruption =
                cause instanceof FlowInterruptedException interrupted ? interrupted : Interruption.because(cause);
        try {
            BuildRollout driven = driven();
            Interruption who = Interruption.of(interruption, getContext().get(Run.class));
            BuildRollouts.get().abort(driven.id(), who.by(), who.reason());
        } catch (InvalidInputException e) {
            LOGGER.log(Level.FINE, "it has ended", e);
        } catch (LedgerException | IOException e) {
            LOGGER.log(Level.WARNING, "the abort of a rollout is not recorded yet; it will be when its build ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
