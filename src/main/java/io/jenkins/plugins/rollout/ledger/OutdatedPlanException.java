package io.jenkins.plugins.rollout.ledger;

/** What runs on an instance is not what the plan was made for any more: plan again. */
public final class OutdatedPlanException extends LedgerException {
    private static final long serialVersionUID = 1L;

    OutdatedPlanException(String instance) {
        super("instance '" + instance + "' got another release since the plan was made; plan again");
    }
}
