package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.plan.RolloutSpec.Approver;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Instant;
import java.util.List;

/**
 * What a person says to a rollout. Its methods are decisions for {@link Journal#append}: asked again when others were
 * faster, so that of two answers to one question the second is refused.
 *
 * @param by who says it
 * @param reason why; may be empty
 */
public record Answer(Instant at, String by, String reason) {
    /**
     * Yes to what the rollout asks.
     *
     * @throws InvalidInputException if it asks nothing, or not this person
     */
    public List<RolloutEvent> approve(Rollout rollout) {
        refuseIfEnded(rollout);
        if (rollout.abort().isPresent()) {
            throw new InvalidInputException("rollout " + rollout.id() + " is being aborted by "
                    + rollout.abort().get().by());
        }
        if (rollout.question().isEmpty()) {
            throw new InvalidInputException("rollout " + rollout.id() + " does not wait for a person; it is "
                    + rollout.state().word());
        }
        String starter = rollout.planned().by();
        if (rollout.spec().approver() == Approver.ANOTHER && starter.equalsIgnoreCase(by)) {
            throw new InvalidInputException("rollout " + rollout.id() + " was started by " + starter
                    + " and asks for four eyes; somebody else must approve it");
        }
        return List.of(new RolloutEvent.Approved(at, by, reason));
    }

    /**
     * No further. One that is being aborted already stays so.
     *
     * @throws InvalidInputException if the rollout has ended
     */
    public List<RolloutEvent> abort(Rollout rollout) {
        refuseIfEnded(rollout);
        return rollout.abort().isPresent() ? List.of() : List.of(new RolloutEvent.AbortRequested(at, by, reason));
    }

    private static void refuseIfEnded(Rollout rollout) {
        if (rollout.finished().isPresent()) {
            throw new InvalidInputException("rollout " + rollout.id() + " has ended already: "
                    + rollout.state().word());
        }
    }
}
