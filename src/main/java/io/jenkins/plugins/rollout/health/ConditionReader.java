package io.jenkins.plugins.rollout.health;

import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.Token;
import com.ezylang.evalex.parser.Token.TokenType;
import io.jenkins.plugins.rollout.document.Suggestion;
import io.jenkins.plugins.rollout.health.Formula.Figure;
import io.jenkins.plugins.rollout.health.Formula.Truth;
import java.util.List;

/** Makes a formula of a condition's syntax. Whatever doesn't fit is found here, and not when a gate runs. */
final class ConditionReader {
    static final String RESULT = "result";

    private boolean looksAtResult;

    /** @throws IllegalArgumentException if it is no condition, with a phrase that says why */
    static Truth read(String text) {
        ConditionReader reader = new ConditionReader();
        Truth truth = reader.truth(ConditionSyntax.parse(text));
        if (!reader.looksAtResult) {
            throw new IllegalArgumentException("it doesn't look at 'result'");
        }
        return truth;
    }

    private Truth truth(ASTNode node) {
        if (formula(node) instanceof Truth truth) {
            return truth;
        }
        throw ConditionSyntax.wrong(
                node.getToken(), "a number is neither true nor false; compare it, as in result > 0");
    }

    private Figure figure(ASTNode node) {
        if (formula(node) instanceof Figure figure) {
            return figure;
        }
        throw ConditionSyntax.wrong(node.getToken(), "it is true or false, and no number; join such with && and ||");
    }

    private Formula formula(ASTNode node) {
        Token token = node.getToken();
        return switch (token.getType()) {
            case NUMBER_LITERAL -> number(token);
            case VARIABLE_OR_CONSTANT -> variable(token);
            case ARRAY_INDEX -> element(node);
            case PREFIX_OPERATOR -> prefix(node);
            case INFIX_OPERATOR -> infix(node);
            case FUNCTION -> function(node);
            case STRING_LITERAL -> throw ConditionSyntax.wrong(token, "conditions have no texts, only numbers");
            default -> throw ConditionSyntax.wrong(token, "the brackets don't match here");
        };
    }

    private static Figure number(Token token) {
        double number;
        try {
            number = token.getValue().startsWith("0x") ? Double.NaN : Double.parseDouble(token.getValue());
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!Double.isFinite(number)) {
            throw ConditionSyntax.wrong(token, "it is no number such as 0.05 or 1e6, or too large");
        }
        double value = number;
        return result -> value;
    }

    private Figure variable(Token token) {
        requireResult(token);
        return result -> {
            if (result.size() != 1) {
                throw new IllegalArgumentException("'result' is " + result.size()
                        + " numbers; say which, as in result[0], or take one of all, as in max(result)");
            }
            return result.get(0);
        };
    }

    private void requireResult(Token token) {
        if (!token.getValue().equals(RESULT)) {
            String guess = Suggestion.didYouMean(token.getValue(), List.of(RESULT));
            throw ConditionSyntax.wrong(
                    token, "there is nothing of that name" + (guess.isEmpty() ? "; there is 'result'" : guess));
        }
        looksAtResult = true;
    }

    private Figure element(ASTNode node) {
        ASTNode of = node.getParameters().get(0);
        ASTNode index = node.getParameters().get(1);
        if (!isResult(of)) {
            throw ConditionSyntax.wrong(of.getToken(), "only 'result' has elements");
        }
        looksAtResult = true;
        if (!index.getToken().getValue().matches("[0-9]{1,6}")) {
            throw ConditionSyntax.wrong(index.getToken(), "an element has a whole number from 0 on, as in result[0]");
        }
        int number = Integer.parseInt(index.getToken().getValue());
        return result -> {
            if (number >= result.size()) {
                throw new IllegalArgumentException("there is no result[" + number + "]; "
                        + (result.size() == 1 ? "1 number was" : result.size() + " numbers were") + " measured");
            }
            return result.get(number);
        };
    }

    private static boolean isResult(ASTNode node) {
        return node.getToken().getType() == TokenType.VARIABLE_OR_CONSTANT
                && node.getToken().getValue().equals(RESULT);
    }

    private Formula prefix(ASTNode node) {
        ASTNode operand = node.getParameters().get(0);
        String operator = node.getToken().getValue();
        if (operator.equals("!")) {
            Truth truth = truth(operand);
            return (Truth) result -> !truth.of(result);
        }
        Figure figure = figure(operand);
        return operator.equals("-") ? (Figure) result -> -figure.of(result) : figure;
    }

    private Formula infix(ASTNode node) {
        ASTNode left = node.getParameters().get(0);
        ASTNode right = node.getParameters().get(1);
        String operator = node.getToken().getValue();
        if (operator.equals("&&") || operator.equals("||")) {
            Truth one = truth(left);
            Truth other = truth(right);
            return operator.equals("&&")
                    ? (Truth) result -> one.of(result) && other.of(result)
                    : (Truth) result -> one.of(result) || other.of(result);
        }
        return ConditionArithmetic.infix(operator, figure(left), figure(right));
    }

    private Formula function(ASTNode node) {
        Token name = node.getToken();
        List<ASTNode> arguments = node.getParameters();
        ConditionFunction function = ConditionFunction.find(name);
        boolean one = arguments.size() == 1;
        if (arguments.isEmpty() || !one && !function.takesMany()) {
            throw ConditionSyntax.wrong(
                    name,
                    "it takes " + (function.takesMany() ? "at least one value" : "one value") + ", not "
                            + arguments.size());
        }
        if (function == ConditionFunction.LEN && !isResult(arguments.get(0))) {
            throw ConditionSyntax.wrong(name, "only 'result' has a length; write len(result)");
        }
        return function.of(arguments.stream()
                .map(argument -> function.takesMany() && isResult(argument) ? all(argument) : single(argument))
                .toList());
    }

    private ConditionFunction.Values all(ASTNode node) {
        requireResult(node.getToken());
        return result -> result;
    }

    private ConditionFunction.Values single(ASTNode node) {
        Figure figure = figure(node);
        return result -> List.of(figure.of(result));
    }
}
