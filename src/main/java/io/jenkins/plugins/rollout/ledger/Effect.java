package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.release.Installation.Condition;
import java.time.Instant;

/** What an event changes in the tables that answer "what runs where". */
sealed interface Effect {
    /** The instance runs the placement's release now. */
    record Install(Placement placement, Action action, Instant at) implements Effect {
        /** Whether the instance did not have it before: it neither goes back to it nor gets it again. */
        boolean isNew() {
            return action == Action.DEPLOY && !placement.release().equals(placement.previous());
        }
    }

    /** What is known of the release that an instance runs. */
    record SetCondition(Placement placement, Condition condition) implements Effect {}

    record Remember(HistoryEntry entry) implements Effect {}
}
