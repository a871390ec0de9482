package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.RolloutState;

/** Colours for a terminal, and none for anything else. No meaning is told by colour alone. */
enum Paint {
    PLAIN,
    COLOURS;

    String success(String text) {
        return in("32", text);
    }

    String failure(String text) {
        return in("31", text);
    }

    String warning(String text) {
        return in("33", text);
    }

    String activity(String text) {
        return in("36", text);
    }

    String strong(String text) {
        return in("1", text);
    }

    String faint(String text) {
        return in("2", text);
    }

    String state(InstanceState state, String text) {
        return switch (state) {
            case HEALTHY -> success(text);
            case UNHEALTHY, FAILED, ROLLBACK_FAILED -> failure(text);
            case ROLLED_BACK -> warning(text);
            case DEPLOYING, VERIFYING, ROLLING_BACK -> activity(text);
            case PENDING, WAITING, SKIPPED -> faint(text);
        };
    }

    String state(RolloutState state, String text) {
        return switch (state) {
            case SUCCEEDED -> success(text);
            case FAILED, ABORTED -> failure(text);
            case PARTIAL, ROLLED_BACK, HELD -> warning(text);
            default -> activity(text);
        };
    }

    private String in(String code, String text) {
        return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    /** A long sentence on several lines, for people; what reads a file or a pipe gets it on one. */
    String fold(int indent, String text) {
        return this == PLAIN ? text : Fold.under(indent, text);
    }

    /**
     * Text from users, without the characters that could move a terminal's cursor, change its title, or turn around how
     * the rest of a line reads.
     */
    static String harmless(String text) {
        StringBuilder harmless = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> harmless.appendCodePoint(Character.isISOControl(c) || turnsAround(c) ? '\uFFFD' : c));
        return harmless.toString();
    }

    /** Embeddings, overrides and isolates. What is written from right to left by itself needs none of them. */
    private static boolean turnsAround(int character) {
        return character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069;
    }
}
