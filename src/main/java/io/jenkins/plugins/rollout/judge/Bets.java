package io.jenkins.plugins.rollout.judge;

import java.util.Arrays;

/**
 * One-sided bets that a score has a positive mean, a mixture over the stake: the capital of each stake {@code s} is multiplied by
 * {@code 1 + s d} for each score {@code d} between -1 and 1. If no score's mean, given the past, is positive, the average of the capitals
 * exceeds {@code 1/alpha} at any time with probability alpha at most (Ville 1939; Waudby-Smith and Ramdas 2024).
 */
final class Bets {
    private static final double[] STAKES_ON_RANKS = {0.03, 0.06, 0.11, 0.2, 0.35, 0.6, 0.95};
    private static final double[] STAKES_ON_SIGNS = {0.3, 0.6, 0.95};
    /** Among how many stakes the capital is shared, about. */
    static final int MIXED = STAKES_ON_RANKS.length + STAKES_ON_SIGNS.length;

    private static final double LOST = 1e-150;

    private final double sign;
    private final double[] onRanks = filled(STAKES_ON_RANKS.length);
    private final double[] onSigns;
    private boolean won;

    /**
     * @param sign 1 if positive scores win, -1 if negative ones do
     * @param signs whether some of the capital is bet on the signs of differences
     */
    Bets(int sign, boolean signs) {
        this.sign = sign;
        this.onSigns = filled(signs ? STAKES_ON_SIGNS.length : 0);
    }

    private static double[] filled(int size) {
        double[] filled = new double[size];
        Arrays.fill(filled, 1);
        return filled;
    }

    /** @return the average capital */
    double add(double rankScore, double signScore) {
        double sum = multiply(onRanks, STAKES_ON_RANKS, sign * rankScore);
        if (onSigns.length > 0) {
            sum += multiply(onSigns, STAKES_ON_SIGNS, sign * signScore);
        }
        return sum / (onRanks.length + onSigns.length);
    }

    private static double multiply(double[] capitals, double[] stakes, double score) {
        double sum = 0;
        for (int i = 0; i < capitals.length; i++) {
            double capital = capitals[i] * (1 + stakes[i] * score);
            // A capital that is as good as lost is given up, which is allowed, before numbers get slow.
            capital = capital < LOST ? 0 : capital;
            capitals[i] = capital;
            sum += capital;
        }
        return sum;
    }

    /** Remembers that a threshold was reached; no further bets are needed. */
    void win() {
        won = true;
    }

    boolean won() {
        return won;
    }

    double logEvidence() {
        double sum = 0;
        for (double capital : onRanks) {
            sum += capital;
        }
        for (double capital : onSigns) {
            sum += capital;
        }
        return Math.log(sum / (onRanks.length + onSigns.length));
    }

    /** Of the best stake alone. */
    double best() {
        double best = 0;
        for (double capital : onRanks) {
            best = Math.max(best, capital);
        }
        for (double capital : onSigns) {
            best = Math.max(best, capital);
        }
        return Math.log(best);
    }
}
