package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Wave;
import java.time.Instant;
import java.util.List;

/** What a driver does next. It does only that, and appends what happened. */
public sealed interface Decision {
    /**
     * Begin with some instances of a wave; others of it may be in flight already.
     *
     * @param start to be begun now, no more than may run in parallel
     * @param refuse not to be begun at all
     */
    record Deploy(Wave wave, List<Start> start, List<Refusal> refuse) implements Decision {
        public Deploy {
            start = List.copyOf(start);
            refuse = List.copyOf(refuse);
        }
    }

    /** @param attempt from 1 */
    record Start(Placement placement, int attempt) {}

    /** In a deployment the instance is skipped, unless it was begun before; in a way back it has failed. */
    record Refusal(Placement placement, String reason) {}

    /** Find out what became of instances that were in flight when the last driver ended. */
    record Recover(Wave wave, List<Placement> placements) implements Decision {
        public Recover {
            placements = List.copyOf(placements);
        }
    }

    /** Measure these instances of the wave and judge it. */
    record Judge(Wave wave, List<Placement> placements) implements Decision {
        public Judge {
            placements = List.copyOf(placements);
        }
    }

    /**
     * Nothing can be begun before that moment, or before something happens.
     *
     * @param until {@link Instant#MAX} when only an event helps
     */
    record Wait(Instant until, String why) implements Decision {}

    /** A person must decide; the question says what an approval does. */
    record AskApproval(String question) implements Decision {}

    /** Take these instances back. */
    record RollBack(Plan plan, String why) implements Decision {}

    record Finish(Outcome outcome, String why) implements Decision {}
}
