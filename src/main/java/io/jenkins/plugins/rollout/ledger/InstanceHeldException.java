package io.jenkins.plugins.rollout.ledger;

/** Another rollout that has not ended holds an instance. */
public final class InstanceHeldException extends LedgerException {
    private static final long serialVersionUID = 1L;

    private final String instance;
    private final String rollout;

    InstanceHeldException(String instance, String rollout) {
        super("instance '" + instance + "' is held by rollout " + rollout
                + ", which has not ended; let it end, abort it, or wait for it with --wait");
        this.instance = instance;
        this.rollout = rollout;
    }

    public String instance() {
        return instance;
    }

    /** The id of the rollout that holds it. */
    public String rollout() {
        return rollout;
    }
}
