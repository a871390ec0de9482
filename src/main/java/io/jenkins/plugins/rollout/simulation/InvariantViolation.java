package io.jenkins.plugins.rollout.simulation;

/** A simulated rollout did what must never happen. Its seed replays it. */
public final class InvariantViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Rule rule;
    private final long seed;
    private final String history;

    InvariantViolation(Rule rule, long seed, String history, RuntimeException cause) {
        super("seed " + seed + " breaks the rule that " + rule.sentence() + ": " + cause.getMessage(), cause);
        this.rule = rule;
        this.seed = seed;
        this.history = history;
    }

    public Rule rule() {
        return rule;
    }

    public long seed() {
        return seed;
    }

    /** Every event up to the violation, a line each. */
    public String history() {
        return history;
    }
}
