package io.jenkins.plugins.rollout.rollout;

/** How a rollout ended. */
public enum Outcome {
    /** Every selected instance is healthy with what it was to get. */
    SUCCEEDED(RolloutState.SUCCEEDED),
    /** It ended within its failure budget; some instances were rolled back or left out. */
    PARTIAL(RolloutState.PARTIAL),
    /** It was stopped, and what it had to take back was taken back. */
    ROLLED_BACK(RolloutState.ROLLED_BACK),
    /** It was stopped, and at least one instance could not be brought back. */
    FAILED(RolloutState.FAILED),
    /** A person ended it; instances stay as they are. */
    ABORTED(RolloutState.ABORTED);

    private final RolloutState state;

    Outcome(RolloutState state) {
        this.state = state;
    }

    public RolloutState state() {
        return state;
    }
}
