package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened in a rollout. Events are facts: they are appended, kept, and never changed. A {@link Rollout} is
 * what they add up to.
 *
 * <p>Wave numbers count through the waves of the plan and then those of each way back.
 */
public sealed interface RolloutEvent {
    /** When it happened, by the driver's clock. */
    Instant at();

    /** An event about one instance. */
    sealed interface OfInstance extends RolloutEvent {
        int wave();

        String instance();
    }

    /**
     * The first event of every rollout.
     *
     * @param by who started it
     * @param reason why; may be empty
     */
    record RolloutPlanned(Instant at, String id, String by, String reason, Plan plan, RolloutSpec spec)
            implements RolloutEvent {}

    /** A driver took the rollout up again; what was in flight is uncertain. */
    record RolloutResumed(Instant at, String by) implements RolloutEvent {}

    /** The driver was told to stop, and did in good order. */
    record RolloutInterrupted(Instant at, String why) implements RolloutEvent {}

    record WaveStarted(Instant at, int wave) implements RolloutEvent {}

    /** An instance was left out of its wave. */
    record InstanceSkipped(Instant at, int wave, String instance, String reason) implements OfInstance {}

    /** The action of the wave began on an instance. */
    record InstanceStarted(Instant at, int wave, String instance, int attempt) implements OfInstance {}

    /** An attempt failed and another one follows. */
    record AttemptFailed(Instant at, int wave, String instance, int attempt, String reason) implements OfInstance {}

    /** The action succeeded, or was found to have succeeded; the instance is now to be judged. */
    record InstanceDeployed(Instant at, int wave, String instance) implements OfInstance {}

    /** The action failed for good. */
    record InstanceFailed(Instant at, int wave, String instance, String reason) implements OfInstance {}

    /** The action was in flight when the driver ended, and is not known to have succeeded: it is to be done again. */
    record InstanceReset(Instant at, int wave, String instance, String reason) implements OfInstance {}

    /** One sample of an instance's health, all checks of the gate. Decisions don't read it; people do. */
    record InstanceMeasured(Instant at, int wave, String instance, List<Measurement> measurements)
            implements OfInstance {
        public InstanceMeasured {
            measurements = List.copyOf(measurements);
        }
    }

    /**
     * A pipeline's own tests of an instance that is to be judged have ended. Counts in the judgement of its wave; of
     * several the last one.
     *
     * @param result as {@link Measurement#verification} makes it
     */
    record InstanceVerified(Instant at, int wave, String instance, Measurement result) implements OfInstance {}

    /**
     * An instance whose wave had passed was found unhealthy later. Says nothing of one that is not healthy any more, as
     * when it is on its way back already.
     *
     * @param wave of the plan, which brought the release there
     * @param reason one phrase
     */
    record HarmFound(Instant at, int wave, String instance, String reason) implements OfInstance {}

    /**
     * @param health of each instance that was measured; in a wave that passed, those that could not be judged count as
     *     healthy
     */
    record WaveJudged(Instant at, int wave, Verdict verdict, String reason, List<InstanceHealth> health)
            implements RolloutEvent {
        public WaveJudged {
            health = List.copyOf(health);
        }
    }

    record ApprovalRequested(Instant at, String question) implements RolloutEvent {}

    record Approved(Instant at, String by, String reason) implements RolloutEvent {}

    record AbortRequested(Instant at, String by, String reason) implements RolloutEvent {}

    /** The way back was decided; its waves come next. */
    record RollbackPlanned(Instant at, Plan plan, String why) implements RolloutEvent {}

    record RolloutFinished(Instant at, Outcome outcome, String why) implements RolloutEvent {}
}
