package io.jenkins.plugins.rollout.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * A PromQL text with placeholders. A placeholder may stand only within the quotes of a label's value,
 * <code>{instance="{instance}"}</code>, where whatever an instance is called stays a value: it can end neither the quotes nor
 * a regular expression.
 */
final class PromQl {
    private static final String REGEX_CHARACTERS = "\\.+*?()|[]{}^$-";

    private final String text;
    private final List<Slot> slots = new ArrayList<>();
    private Optional<String> fault = Optional.empty();

    /** A placeholder from one offset to another, in quotes of that kind. */
    private record Slot(String name, int from, int to, char quote, boolean regex) {}

    private PromQl(String text) {
        this.text = text;
        scan();
    }

    /** What is wrong with the placeholders of a query, to be read after "it"; nothing if they are all right. */
    static Optional<String> fault(String query) {
        return new PromQl(query).fault;
    }

    /**
     * The query for an instance.
     *
     * @throws MissingLabelException if the instance lacks a label that is named
     */
    static String fill(String query, Subject subject) {
        PromQl parsed = new PromQl(query);
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (Slot slot : parsed.slots) {
            String value = Placeholders.value(slot.name(), subject);
            filled.append(query, from, slot.from()).append(escape(value, slot));
            from = slot.to();
        }
        return filled.append(query, from, query.length()).toString();
    }

    private void scan() {
        Matcher placeholder = Placeholders.PLACEHOLDER.matcher(text);
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '#') {
                int end = text.indexOf('\n', at);
                end = end < 0 ? text.length() : end;
                refuseWithin(placeholder, at, end, "in a comment; take it out");
                at = end;
            } else if (character == '"' || character == '\'') {
                at = literal(placeholder, at);
            } else if (character == '`') {
                int end = text.indexOf('`', at + 1);
                end = end < 0 ? text.length() : end + 1;
                refuseWithin(placeholder, at, end, "in backticks, where nothing can be escaped; write double quotes");
                at = end;
            } else if (isAt(placeholder, at)) {
                fault("without quotes; write \"" + placeholder.group() + "\" as the value of a label", placeholder);
                at = placeholder.end();
            } else {
                at++;
            }
        }
    }

    /** @return where the quotes have ended */
    private int literal(Matcher placeholder, int start) {
        char quote = text.charAt(start);
        String operator = operatorBefore(start);
        boolean regex = operator.endsWith("~");
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\') {
                at += 2;
            } else if (isAt(placeholder, at)) {
                if (operator.isEmpty()) {
                    fault("where no label is compared; it can only be the value behind =, !=, =~ or !~", placeholder);
                } else if (regex && isEscapeOpen(text.substring(start + 1, at))) {
                    fault("behind a backslash of a regular expression; take that out", placeholder);
                }
                slots.add(new Slot(placeholder.group(1), at, placeholder.end(), quote, regex));
                at = placeholder.end();
            } else {
                at++;
            }
        }
        return at + 1;
    }

    /** An escape that takes the next character, or quotes all that follow. Each backslash is written as two. */
    private static boolean isEscapeOpen(String before) {
        int backslashes = 0;
        while (backslashes < before.length() && before.charAt(before.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 4 != 0 || before.contains("\\\\Q");
    }

    private String operatorBefore(int literal) {
        String before = text.substring(0, literal).stripTrailing();
        for (String operator : List.of("=~", "!~", "!=", "=")) {
            boolean isComparison = before.endsWith("==");
            if (before.endsWith(operator) && !isComparison) {
                return operator;
            }
        }
        return "";
    }

    private void refuseWithin(Matcher placeholder, int from, int to, String why) {
        for (int at = from; at < to; at++) {
            if (isAt(placeholder, at)) {
                fault(why, placeholder);
            }
        }
    }

    private boolean isAt(Matcher placeholder, int at) {
        return text.charAt(at) == '{' && placeholder.region(at, text.length()).lookingAt();
    }

    private void fault(String why, Matcher placeholder) {
        if (fault.isEmpty()) {
            fault = Optional.of("has " + placeholder.group() + " " + why);
        }
    }

    private static String escape(String value, Slot slot) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (slot.regex() && REGEX_CHARACTERS.indexOf(character) >= 0) {
                escaped.append("\\\\");
            }
            if (character == '\\' || character == slot.quote()) {
                escaped.append('\\').append(character);
            } else if (character < ' ') {
                escaped.append(String.format("\\x%02x", (int) character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }
}
