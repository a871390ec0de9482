package io.jenkins.plugins.rollout.document;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a node as the type that it must have. Each method returns nothing if it has another one, and a problem then
 * says so; {@code what} names the value there: {@code 'ring'}, {@code a check}.
 */
public final class Values {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private static final Pattern SHARE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,12})?)(%?)");

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

    /**
     * A text that is written in some form of its own.
     *
     * @param form for messages: {@code a whole number}
     */
    public Optional<Node.Scalar> scalar(Node node, String what, String form) {
        if (node instanceof Node.Scalar scalar) {
            return Optional.of(scalar);
        }
        return refuse(node, what + " must be " + form + ", is " + node.kind());
    }

    public OptionalInt integer(Node node, String what, Range range) {
        String form = "a whole number " + range;
        Optional<String> text = scalar(node, what, form).map(Node.Scalar::text);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (WHOLE_NUMBER.matcher(text.get()).matches() && range.contains(Long.parseLong(text.get()))) {
            return OptionalInt.of(Integer.parseInt(text.get()));
        }
        refuse(node, what + " must be " + form + ", is " + Quote.of(text.get()));
        return OptionalInt.empty();
    }

    /** A number of at least 0 such as 0.2, or a percentage such as 20%, which is the same. */
    public OptionalDouble share(Node node, String what) {
        String form = "a share such as 0.2 or 20%";
        Optional<String> text = scalar(node, what, form).map(Node.Scalar::text);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        Matcher written = SHARE.matcher(text.get());
        if (!written.matches()) {
            refuse(node, what + " must be " + form + ", is " + Quote.of(text.get()));
            return OptionalDouble.empty();
        }
        double number = new BigDecimal(written.group(1))
                .movePointLeft(written.group(2).isEmpty() ? 0 : 2)
                .doubleValue();
        return OptionalDouble.of(number);
    }

    /** From zero to {@link Durations#MAX}. */
    public Optional<Duration> duration(Node node, String what) {
        String form = "a duration such as 500ms, 30s or 1h30m";
        return scalar(node, what, form).map(Node.Scalar::text).flatMap(text -> {
            Optional<Duration> duration = Durations.parse(text);
            if (duration.isEmpty()) {
                return refuse(node, what + " must be " + form + ", is " + Quote.of(text));
            }
            if (duration.get().compareTo(Durations.MAX) > 0) {
                return refuse(node, what + " must be at most 30 days, is " + Quote.of(text));
            }
            return duration;
        });
    }

    /** One of the words. */
    public Optional<String> word(Node node, String what, List<String> words) {
        String form = String.join(" or ", words);
        return scalar(node, what, form).map(Node.Scalar::text).flatMap(text -> {
            if (words.contains(text)) {
                return Optional.of(text);
            }
            String guess = Suggestion.didYouMean(text, words);
            return refuse(node, what + " must be " + form + ", is " + Quote.of(text) + guess);
        });
    }

    private <T> Optional<T> refuse(Node node, String message) {
        problems.error(node.location(), message);
        return Optional.empty();
    }
}
