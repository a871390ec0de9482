package io.jenkins.plugins.rollout.health;

import com.ezylang.evalex.parser.Token;
import io.jenkins.plugins.rollout.document.Suggestion;
import io.jenkins.plugins.rollout.health.Formula.Figure;
import io.jenkins.plugins.rollout.health.Formula.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** What conditions may call. */
enum ConditionFunction {
    IS_NAN("isNaN", false),
    IS_INF("isInf", false),
    ABS("abs", false),
    LEN("len", true),
    MIN("min", true),
    MAX("max", true),
    AVG("avg", true),
    SUM("sum", true);

    private final String word;
    private final boolean many;

    ConditionFunction(String word, boolean many) {
        this.word = word;
        this.many = many;
    }

    /** An argument: one number, or all that were measured. */
    @FunctionalInterface
    interface Values {
        List<Double> of(List<Double> result);
    }

    static ConditionFunction find(Token name) {
        List<String> words =
                Arrays.stream(values()).map(function -> function.word).toList();
        int index = words.indexOf(name.getValue());
        if (index < 0) {
            throw ConditionSyntax.wrong(
                    name,
                    "there is no such function; there are " + String.join(", ", words)
                            + Suggestion.didYouMean(name.getValue(), words));
        }
        return values()[index];
    }

    boolean takesMany() {
        return many;
    }

    Formula of(List<Values> arguments) {
        return switch (this) {
            case IS_NAN -> (Truth) result -> Double.isNaN(first(arguments, result));
            case IS_INF -> (Truth) result -> Double.isInfinite(first(arguments, result));
            case ABS -> (Figure) result -> Math.abs(first(arguments, result));
            case LEN -> (Figure) List::size;
            default -> (Figure) result -> summary(numbers(arguments, result));
        };
    }

    private double summary(List<Double> numbers) {
        if (numbers.isEmpty() && this != SUM) {
            throw new IllegalArgumentException("nothing was measured of which " + word + " could be taken");
        }
        DoubleStream stream = numbers.stream().mapToDouble(Double::doubleValue);
        return switch (this) {
            case MIN -> stream.min().getAsDouble();
            case MAX -> stream.max().getAsDouble();
            case AVG -> stream.average().getAsDouble();
            default -> stream.sum();
        };
    }

    private static double first(List<Values> arguments, List<Double> result) {
        return arguments.get(0).of(result).get(0);
    }

    private static List<Double> numbers(List<Values> arguments, List<Double> result) {
        List<Double> numbers = new ArrayList<>();
        arguments.forEach(argument -> numbers.addAll(argument.of(result)));
        return numbers;
    }
}
