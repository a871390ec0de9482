package io.jenkins.plugins.rollout.judge;

import java.util.Arrays;

/**
 * One-sided bets that a score has a positive mean, a mixture over the stake: the capital of each stake {@code s} is
 * multiplied by {@code 1 + s d} for each score {@code d} between -1 and 1. If no score's mean, given the past, is
 * positive, the average of the capitals exceeds {@code 1/alpha} at any time with probability alpha at most (Ville
 * 1939; Waudby-Smith and Ramdas 2024).
 */
final class Bets {
    private static final double[] STAKES_ON_RANKS = {0.03, 0.06, 0.11, 0.2, 0.35, 0.6, 0.95};
    private static final double[] STAKES_ON_SIGNS = {0.3, 0.6, 0.95};
    /** Among how many stakes the capital is shared, about. */
    static final int MIXED = STAKES_ON_RANKS.length + STAKES_ON_SIGNS.length;

    private static final double LOST = 1e-150;

    /** Fewer, for bounds that are only shown: a little wider, and less work. */
    private static final double[] FEW_STAKES_ON_RANKS = {0.05, 0.15, 0.45};

    private static final double[] FEW_STAKES_ON_SIGNS = {0.8};
    private static final double[] NO_STAKES = {};

    private final double sign;
    private final double[] stakesOnRanks;
    private final double[] stakesOnSigns;
    private final double[] onRanks;
    private final double[] onSigns;
    private boolean won;

    /** What is bet on. */
    enum Style {
        /** The differences of scores, and the signs of differences, for what is decided. */
        SCORES_AND_SIGNS,
        /** The differences of scores alone. */
        SCORES,
        /** As the first, with fewer stakes. */
        FEW_SCORES_AND_SIGNS,
        /** As the second, with fewer stakes. */
        FEW_SCORES;

        private boolean isFew() {
            return this == FEW_SCORES_AND_SIGNS || this == FEW_SCORES;
        }

        private boolean hasSigns() {
            return this == SCORES_AND_SIGNS || this == FEW_SCORES_AND_SIGNS;
        }
    }

    /** @param sign 1 if positive scores win, -1 if negative ones do */
    Bets(int sign, Style style) {
        this.sign = sign;
        this.stakesOnRanks = style.isFew() ? FEW_STAKES_ON_RANKS : STAKES_ON_RANKS;
        double[] signs = style.isFew() ? FEW_STAKES_ON_SIGNS : STAKES_ON_SIGNS;
        this.stakesOnSigns = style.hasSigns() ? signs : NO_STAKES;
        this.onRanks = filled(stakesOnRanks.length);
        this.onSigns = filled(stakesOnSigns.length);
    }

    private static double[] filled(int size) {
        double[] filled = new double[size];
        Arrays.fill(filled, 1);
        return filled;
    }

    /** @return the average capital */
    double add(double rankScore, double signScore) {
        double sum = multiply(onRanks, stakesOnRanks, sign * rankScore);
        if (onSigns.length > 0) {
            sum += multiply(onSigns, stakesOnSigns, sign * signScore);
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
