package io.jenkins.plugins.rollout.ledger;

/** The ledger can't be used; the message says why and what to do. What it had recorded before is still there. */
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerException(String message) {
        super(message);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
