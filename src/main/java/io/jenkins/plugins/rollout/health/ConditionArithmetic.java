package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.health.Formula.Figure;
import io.jenkins.plugins.rollout.health.Formula.Truth;
import java.util.function.DoubleBinaryOperator;

/** Computes and compares in doubles, as what is measured comes in them. */
final class ConditionArithmetic {
    private ConditionArithmetic() {}

    static Formula infix(String operator, Figure left, Figure right) {
        return switch (operator) {
            case "+" -> figure(left, right, Double::sum);
            case "-" -> figure(left, right, (one, other) -> one - other);
            case "*" -> figure(left, right, (one, other) -> one * other);
            case "/" -> figure(left, right, ConditionArithmetic::divide);
            case "<" -> truth(left, right, (one, other) -> one < other);
            case "<=" -> truth(left, right, (one, other) -> one <= other);
            case ">" -> truth(left, right, (one, other) -> one > other);
            case ">=" -> truth(left, right, (one, other) -> one >= other);
            case "!=" -> truth(left, right, (one, other) -> one != other);
            default -> truth(left, right, (one, other) -> one == other);
        };
    }

    private static Figure figure(Figure left, Figure right, DoubleBinaryOperator compute) {
        return result -> compute.applyAsDouble(left.of(result), right.of(result));
    }

    private static double divide(double number, double by) {
        if (by == 0) {
            throw new IllegalArgumentException("the condition divides by zero");
        }
        return number / by;
    }

    @FunctionalInterface
    private interface Relation {
        boolean holds(double one, double other);
    }

    /** What is no number can't be compared: neither is it less than another one, nor may {@code !} make a pass of that. */
    private static Truth truth(Figure left, Figure right, Relation relation) {
        return result -> {
            double one = left.of(result);
            double other = right.of(result);
            if (Double.isNaN(one) || Double.isNaN(other)) {
                throw new IllegalArgumentException("the answer is no number: NaN");
            }
            return relation.holds(one, other);
        };
    }
}
