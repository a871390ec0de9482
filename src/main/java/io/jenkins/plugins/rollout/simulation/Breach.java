package io.jenkins.plugins.rollout.simulation;

/** A rule was broken; thrown where it is noticed, and told with its story as an {@link InvariantViolation}. */
final class Breach extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Rule rule;

    Breach(Rule rule, String detail) {
        super(detail);
        this.rule = rule;
    }

    Rule rule() {
        return rule;
    }

    static void unless(boolean held, Rule rule, String detail) {
        if (!held) {
            throw new Breach(rule, detail);
        }
    }
}
