package io.jenkins.plugins.rollout.web;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.Locale;

/** Tells events in words: a line for a log, an entry of a story. */
public final class EventWords {
    private EventWords() {}

    /** {@code instance-started}. */
    public static String type(RolloutEvent event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    /** One sentence without a full stop; empty for what is not worth a line. */
    public static String sentence(Rollout rollout, RolloutEvent event) {
        if (event instanceof RolloutEvent.OfInstance ofInstance) {
            return ofInstance(rollout, ofInstance);
        }
        if (event instanceof RolloutEvent.RolloutPlanned planned) {
            return planned.plan().action().word() + " of " + planned.plan().service() + " "
                    + planned.plan().version() + " planned: "
                    + Names.count(planned.plan().size(), "instance") + " in "
                    + Names.count(planned.plan().waves().size(), "wave");
        }
        if (event instanceof RolloutEvent.RolloutResumed resumed) {
            return "resumed by " + resumed.by();
        }
        if (event instanceof RolloutEvent.RolloutInterrupted interrupted) {
            return "interrupted: " + interrupted.why();
        }
        if (event instanceof RolloutEvent.WaveStarted started) {
            Wave wave = rollout.wave(started.wave()).orElseThrow();
            return "wave " + wave.number() + " · " + wave.environment() + " · " + wave.name() + ": "
                    + Names.list(wave.placements().stream().map(Placement::name).toList());
        }
        if (event instanceof RolloutEvent.WaveJudged judged) {
            return "wave " + judged.wave() + " " + judged.verdict().word() + ": " + judged.reason();
        }
        if (event instanceof RolloutEvent.ApprovalRequested asked) {
            return "held: " + asked.question();
        }
        if (event instanceof RolloutEvent.Approved approved) {
            return "approved by " + approved.by() + ": " + approved.reason();
        }
        if (event instanceof RolloutEvent.AbortRequested abort) {
            return "abort requested by " + abort.by() + ": " + abort.reason();
        }
        if (event instanceof RolloutEvent.RollbackPlanned back) {
            return "rolling back "
                    + Names.list(back.plan().placements().map(Placement::name).toList());
        }
        if (event instanceof RolloutEvent.RolloutFinished finished) {
            return finished.outcome().state().word() + ": " + finished.why();
        }
        return "";
    }

    /** What a gate says of an instance: {@code acme-production: found healthy: all 5 measurements passed}. */
    public static String sentence(InstanceHealth health) {
        return health.instance() + ": " + judgement(health.verdict()) + ": " + health.reason();
    }

    /** What a verdict makes of an instance. */
    static String judgement(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "found healthy";
            case FAIL -> "found unhealthy";
            case INCONCLUSIVE -> "could not be judged";
        };
    }

    private static String ofInstance(Rollout rollout, RolloutEvent.OfInstance event) {
        Wave wave = rollout.wave(event.wave()).orElseThrow();
        boolean back = wave.action() == Action.ROLLBACK;
        String version =
                rollout.placement(event.wave(), event.instance()).release().version();
        if (event instanceof RolloutEvent.InstanceStarted started) {
            String attempt = started.attempt() > 1 ? ", attempt " + started.attempt() : "";
            return (back ? "going back to " : "deploying ") + version + attempt;
        }
        if (event instanceof RolloutEvent.InstanceDeployed) {
            return back ? "back on " + version : "deployed " + version;
        }
        if (event instanceof RolloutEvent.AttemptFailed failed) {
            return "attempt " + failed.attempt() + " failed: " + failed.reason();
        }
        if (event instanceof RolloutEvent.InstanceFailed failed) {
            return (back ? "rollback failed: " : "failed: ") + failed.reason();
        }
        if (event instanceof RolloutEvent.InstanceVerified verified) {
            return "verification "
                    + (verified.result().outcome() == Measurement.Outcome.PASS
                            ? "passed"
                            : "failed: " + verified.result().detail());
        }
        if (event instanceof RolloutEvent.HarmFound found) {
            return "found unhealthy after wave " + found.wave() + " had passed: " + found.reason();
        }
        if (event instanceof RolloutEvent.InstanceSkipped skipped) {
            return "left out: " + skipped.reason();
        }
        if (event instanceof RolloutEvent.InstanceReset reset) {
            return "to be done again: " + reset.reason();
        }
        return "";
    }
}
