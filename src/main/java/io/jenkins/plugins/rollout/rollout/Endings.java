package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Names;

/** How a rollout ends in which nothing is left to do. */
final class Endings {
    private Endings() {}

    static Decision.Finish finish(Rollout rollout) {
        Stages stages = rollout.stages();
        long lost = stages.countLost();
        if (lost > 0) {
            return new Decision.Finish(Outcome.FAILED, count(lost) + " could not be brought back");
        }
        if (rollout.plan().action() == Action.ROLLBACK) {
            return new Decision.Finish(
                    Outcome.SUCCEEDED, count(stages.countTakenBack()) + " back on what they had before");
        }
        if (stages.isStopped()) {
            Stage failed = stages.stoppedIn().orElseThrow();
            return new Decision.Finish(
                    Outcome.ROLLED_BACK,
                    "stopped in wave " + failed.wave().number() + "; " + count(stages.countTakenBack())
                            + " rolled back");
        }
        if (stages.countTakenBack() + stages.countSkipped() > 0) {
            return new Decision.Finish(Outcome.PARTIAL, partly(stages.countTakenBack(), stages.countSkipped()));
        }
        return new Decision.Finish(
                Outcome.SUCCEEDED,
                "all " + rollout.plan().size() + " instances are healthy on "
                        + rollout.plan().version());
    }

    private static String partly(long takenBack, long leftOut) {
        String back = count(takenBack) + " rolled back within the failure budget";
        if (leftOut == 0) {
            return back;
        }
        return takenBack == 0 ? count(leftOut) + " left out" : back + ", " + leftOut + " left out";
    }

    private static String count(long number) {
        return Names.count((int) number, "instance");
    }
}
