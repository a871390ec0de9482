package io.jenkins.plugins.rollout.jenkins.drive;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.Optional;

/**
 * What a build was started for instead of bringing what its pipeline makes: a rollback, or the release of an earlier
 * build. Carried by the build; {@code planRollout} in it returns this plan.
 */
public abstract class RolloutRequest extends InvisibleAction {
    public static Optional<RolloutRequest> of(Run<?, ?> build) {
        return Optional.ofNullable(build.getAction(RolloutRequest.class));
    }

    /** {@code rollback} or {@code redeploy}; a build without a request is in mode {@code deploy}. */
    public abstract String mode();

    /** Of the release that it is about. */
    public abstract String service();

    /** Why a person asked for it. */
    public abstract String reason();

    /**
     * The plan that was asked for, by what the ledger knows now.
     *
     * @param spec what the pipeline's step asks for otherwise: strategy, limits and gate
     * @throws InvalidInputException if it can't be done any more
     */
    public abstract Plan plan(Ledger ledger, Topology topology, RolloutSpec spec);
}
