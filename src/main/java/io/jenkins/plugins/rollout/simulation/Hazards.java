package io.jenkins.plugins.rollout.simulation;

import java.util.List;

/**
 * How often things go wrong in one simulated rollout; each a probability.
 *
 * @param attemptFails of each attempt to deploy
 * @param sick of each instance to be unhealthy with the new release
 * @param unmeasured of each measurement not to come about
 * @param wayBackFails of each attempt to take an instance back
 * @param sickAfterwards of each instance to be unhealthy after it was taken back
 * @param lateHarm of harm being found, before each decision, in a wave that had passed
 * @param crash of the driver before, and again after, each event
 * @param interruption of the driver before each decision
 * @param abort of someone asking for an end at some moment
 * @param approval of a person who is asked
 */
record Hazards(
        double attemptFails,
        double sick,
        double unmeasured,
        double wayBackFails,
        double sickAfterwards,
        double lateHarm,
        double crash,
        double interruption,
        double abort,
        double approval) {

    /** Most rollouts see only some of it, so that every combination comes up, and so does a day without trouble. */
    static Hazards random(Dice dice) {
        return new Hazards(
                rarely(dice, 0.3),
                rarely(dice, 0.2),
                rarely(dice, 0.05),
                rarely(dice, 0.3),
                rarely(dice, 0.2),
                rarely(dice, 0.05),
                rarely(dice, 0.02),
                rarely(dice, 0.02),
                dice.happens(0.9) ? 0 : 1,
                dice.oneOf(List.of(0.5, 0.9, 1.0)));
    }

    private static double rarely(Dice dice, double most) {
        return dice.happens(0.5) ? 0 : most * dice.between(1, 10) / 10;
    }
}
