package io.jenkins.plugins.rollout.simulation;

/** What the events say of an instance in one wave. */
enum Phase {
    UNTOUCHED,
    LEFT_OUT,
    IN_FLIGHT,
    BETWEEN_ATTEMPTS,
    /** Its driver is gone. */
    UNCERTAIN,
    /** To be done again. */
    RESET,
    DONE,
    FAILED,
    HEALTHY,
    UNHEALTHY,
    NOT_JUDGED;

    boolean isUnderWay() {
        return this == IN_FLIGHT || this == BETWEEN_ATTEMPTS;
    }

    boolean mayStart() {
        return this == UNTOUCHED || this == BETWEEN_ATTEMPTS || this == RESET;
    }

    boolean wasTouched() {
        return this != UNTOUCHED && this != LEFT_OUT;
    }
}
