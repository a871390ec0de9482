package io.jenkins.plugins.rollout.source;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as details of readings show them: whole ones as they are, others with four digits. */
final class Digits {
    private static final MathContext SHOWN = new MathContext(4);
    private static final double LARGEST_WHOLE = 1e15;

    private Digits() {}

    static String of(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        return value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE
                ? Long.toString((long) value)
                : new BigDecimal(value, SHOWN).stripTrailingZeros().toString();
    }
}
