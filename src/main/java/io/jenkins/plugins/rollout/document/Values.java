package io.jenkins.plugins.rollout.document;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Takes a node as the type that it must have. Each method returns nothing if it has another one, and a problem then
 * says so; {@code what} names the value there: {@code 'ring'}, {@code a check}.
 */
public final class Values {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private final Problems problems;

    public Values(Problems problems) {
        this.problems = problems;
    }

    public Optional<Node.Scalar> text(Node node, String what) {
        if (node instanceof Node.Scalar scalar) {
            return Optional.of(scalar);
        }
        String remedy = node instanceof Node.Empty ? "; write '' for an empty text" : "";
        return refuse(node, what + " must be a text, is " + node.kind() + remedy);
    }

    public Optional<Node.Sequence> list(Node node, String what) {
        if (node instanceof Node.Sequence sequence) {
            return Optional.of(sequence);
        }
        String remedy = node instanceof Node.Scalar ? "; put it in brackets" : "";
        return refuse(node, what + " must be a list, is " + node.kind() + remedy);
    }

    public Optional<Node.Mapping> mapping(Node node, String what) {
        if (node instanceof Node.Mapping mapping) {
            return Optional.of(mapping);
        }
        return refuse(node, what + " must be a mapping of keys to values, is " + node.kind());
    }

    public OptionalInt integer(Node node, String what, Range range) {
        Optional<Node.Scalar> scalar = text(node, what);
        if (scalar.isEmpty()) {
            return OptionalInt.empty();
        }
        String text = scalar.get().text();
        if (WHOLE_NUMBER.matcher(text).matches() && range.contains(Long.parseLong(text))) {
            return OptionalInt.of(Integer.parseInt(text));
        }
        refuse(node, what + " must be a whole number " + range + ", is " + Quote.of(text));
        return OptionalInt.empty();
    }

    /** From zero to {@link Durations#MAX}. */
    public Optional<Duration> duration(Node node, String what) {
        Optional<Node.Scalar> scalar = text(node, what);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        String text = scalar.get().text();
        Optional<Duration> duration = Durations.parse(text);
        if (duration.isEmpty()) {
            return refuse(node, what + " must be a duration such as 500ms, 30s or 1h30m, is " + Quote.of(text));
        }
        if (duration.get().compareTo(Durations.MAX) > 0) {
            return refuse(node, what + " must be at most 30 days, is " + Quote.of(text));
        }
        return duration;
    }

    /** One of the words. */
    public Optional<String> word(Node node, String what, List<String> words) {
        Optional<Node.Scalar> scalar = text(node, what);
        if (scalar.isEmpty() || words.contains(scalar.get().text())) {
            return scalar.map(Node.Scalar::text);
        }
        String text = scalar.get().text();
        return refuse(
                node,
                what + " must be " + String.join(" or ", words) + ", is " + Quote.of(text)
                        + Suggestion.didYouMean(text, words));
    }

    private <T> Optional<T> refuse(Node node, String message) {
        problems.error(node.location(), message);
        return Optional.empty();
    }
}
