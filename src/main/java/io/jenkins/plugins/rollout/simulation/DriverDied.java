package io.jenkins.plugins.rollout.simulation;

/** A simulated driver's process ends here, between two instructions. */
final class DriverDied extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DriverDied() {
        super("killed", null, false, false);
    }
}
