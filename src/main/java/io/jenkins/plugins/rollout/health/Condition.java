package io.jenkins.plugins.rollout.health;

import java.io.InvalidObjectException;
import java.io.Serializable;
import java.util.List;

/**
 * A condition on what was measured, such as {@code result < 0.05}. Two are equal that were written in the same way. It is
 * read once, may be tested by many threads, and only its text is saved.
 */
public final class Condition implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String text;
    private final transient Formula.Truth truth;

    private Condition(String text, Formula.Truth truth) {
        this.text = text;
        this.truth = truth;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none, with a phrase that says why
     */
    public static Condition parse(String text) {
        try {
            return new Condition(text, ConditionReader.read(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a condition such as result < 0.05: " + e.getMessage(), e);
        }
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /**
     * Whether it is true of these numbers.
     *
     * @throws IllegalArgumentException if it can't be said, with a phrase that says why
     */
    public boolean test(List<Double> result) {
        return truth.of(result);
    }

    /** Whether it says itself what follows of a number that is infinite. */
    boolean knowsInfinity() {
        return text.contains("isInf");
    }

    private Object readResolve() throws InvalidObjectException {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            InvalidObjectException invalid = new InvalidObjectException(e.getMessage());
            invalid.initCause(e);
            throw invalid;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Condition condition && text.equals(condition.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "Condition[" + text + "]";
    }
}
