package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.judge.Conclusion;
import io.jenkins.plugins.rollout.rollout.RolloutState;

/** What the process says to the shell. */
final class ExitCode {
    /** Done as asked. */
    static final int DONE = 0;
    /** Not done: failed, rolled back, partial, aborted. */
    static final int NOT_DONE = 1;
    /** Wrong usage or invalid input; nothing was changed. */
    static final int INVALID = 2;
    /** Waits for a person. */
    static final int HELD = 3;
    /** Neither pass nor fail: the evidence doesn't suffice. */
    static final int INCONCLUSIVE = 4;
    /** Stopped by Ctrl-C, as every shell counts it. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    static int of(Conclusion conclusion) {
        return switch (conclusion) {
            case PASS -> DONE;
            case FAIL -> NOT_DONE;
            case INCONCLUSIVE -> INCONCLUSIVE;
        };
    }

    static int of(RolloutState state) {
        return switch (state) {
            case SUCCEEDED -> DONE;
            case HELD -> HELD;
            default -> NOT_DONE;
        };
    }
}
