package io.jenkins.plugins.rollout.health;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.FunctionDictionaryIfc;
import com.ezylang.evalex.config.MapBasedOperatorDictionary;
import com.ezylang.evalex.config.OperatorDictionaryIfc;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.AbstractFunction;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.FunctionParameter;
import com.ezylang.evalex.operators.arithmetic.InfixDivisionOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMinusOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMultiplicationOperator;
import com.ezylang.evalex.operators.arithmetic.InfixPlusOperator;
import com.ezylang.evalex.operators.arithmetic.PrefixMinusOperator;
import com.ezylang.evalex.operators.arithmetic.PrefixPlusOperator;
import com.ezylang.evalex.operators.booleans.InfixAndOperator;
import com.ezylang.evalex.operators.booleans.InfixEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixGreaterEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixGreaterOperator;
import com.ezylang.evalex.operators.booleans.InfixLessEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixLessOperator;
import com.ezylang.evalex.operators.booleans.InfixNotEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixOrOperator;
import com.ezylang.evalex.operators.booleans.PrefixNotOperator;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;
import io.jenkins.plugins.rollout.document.Quote;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * How conditions are written. The library knows how operators bind; that is all that is wanted of it. It is never let
 * compute: its numbers grow without bound, and a text or a date is nothing that was measured.
 */
final class ConditionSyntax {
    private static final int LONGEST = 500;
    private static final int DEEPEST = 50;

    private static final ExpressionConfiguration CONFIGURATION = ExpressionConfiguration.builder()
            .operatorDictionary(operators())
            .functionDictionary(new AnyName())
            .defaultConstants(Map.of())
            .implicitMultiplicationAllowed(false)
            .structuresAllowed(false)
            .build();

    private ConditionSyntax() {}

    @SuppressWarnings("unchecked")
    private static OperatorDictionaryIfc operators() {
        return MapBasedOperatorDictionary.ofOperators(
                Map.entry("+", new PrefixPlusOperator()),
                Map.entry("-", new PrefixMinusOperator()),
                Map.entry("+", new InfixPlusOperator()),
                Map.entry("-", new InfixMinusOperator()),
                Map.entry("*", new InfixMultiplicationOperator()),
                Map.entry("/", new InfixDivisionOperator()),
                Map.entry("=", new InfixEqualsOperator()),
                Map.entry("==", new InfixEqualsOperator()),
                Map.entry("!=", new InfixNotEqualsOperator()),
                Map.entry("<", new InfixLessOperator()),
                Map.entry("<=", new InfixLessEqualsOperator()),
                Map.entry(">", new InfixGreaterOperator()),
                Map.entry(">=", new InfixGreaterEqualsOperator()),
                Map.entry("&&", new InfixAndOperator()),
                Map.entry("||", new InfixOrOperator()),
                Map.entry("!", new PrefixNotOperator()));
    }

    /** @throws IllegalArgumentException if it can't be read, with a phrase that says where and why */
    static ASTNode parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("it is empty");
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("it is longer than " + LONGEST + " characters; make two checks of it");
        }
        ASTNode tree = tree(text);
        requireShallow(tree, 1);
        return tree;
    }

    private static ASTNode tree(String text) {
        try {
            return new Expression(text, CONFIGURATION).getAbstractSyntaxTree();
        } catch (ParseException e) {
            String why = e.getMessage();
            String phrase = why.substring(0, 1).toLowerCase(Locale.ROOT) + why.substring(1);
            boolean isWhole = e.getTokenString().equals(text);
            throw new IllegalArgumentException(
                    isWhole ? phrase : place(e.getStartPosition(), e.getTokenString()) + phrase, e);
        } catch (NoSuchElementException e) {
            // What the library meets where brackets of two kinds cross.
            throw new IllegalArgumentException("its brackets don't match, or something is missing in them", e);
        }
    }

    private static void requireShallow(ASTNode node, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(
                    "it is nested more than " + DEEPEST + " levels deep; make two checks of it");
        }
        node.getParameters().forEach(part -> requireShallow(part, depth + 1));
    }

    /** That something at one place of the text is wrong. */
    static IllegalArgumentException wrong(Token token, String why) {
        return new IllegalArgumentException(place(token.getStartPosition(), token.getValue()) + why);
    }

    private static String place(int position, String token) {
        return "at character " + position + ", " + Quote.of(token) + ": ";
    }

    /** Lets every name pass for a function's, so that whoever reads the tree can say which one is unknown. */
    private static final class AnyName implements FunctionDictionaryIfc {
        private static final FunctionIfc FUNCTION = new NamedFunction();

        @Override
        public void addFunction(String name, FunctionIfc function) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public FunctionIfc getFunction(String name) {
            return FUNCTION;
        }
    }

    @FunctionParameter(name = "value", isVarArg = true)
    private static final class NamedFunction extends AbstractFunction {
        @Override
        public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... values) {
            throw new UnsupportedOperationException(token.getValue());
        }
    }
}
