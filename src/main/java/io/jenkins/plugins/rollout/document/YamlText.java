package io.jenkins.plugins.rollout.document;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a text so that every reader of YAML takes it for that very text: plain where that is safe, else in quotes. */
public final class YamlText {
    /** Nothing in it that means something to YAML, and nothing that could be taken for a number or a date. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}/][\\p{L}\\p{Nd}_/.-]*+(?: [\\p{L}\\p{Nd}_/.-]++)*+");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9_/.:~%+-]*[A-Za-z0-9_/]");
    /** What some readers take for something else than a text. */
    private static final Set<String> WORDS =
            Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf");

    private YamlText() {}

    /** On one line, as a key, a value or an element. */
    public static String of(String text) {
        boolean isPlain = PLAIN.matcher(text).matches()
                || WHOLE_NUMBER.matcher(text).matches()
                || ADDRESS.matcher(text).matches();
        return isPlain && !WORDS.contains(text.toLowerCase(Locale.ROOT)) ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(character -> append(character, quoted));
        return quoted.append('"').toString();
    }

    private static void append(int character, StringBuilder to) {
        switch (character) {
            case '"', '\\' -> to.append('\\').append((char) character);
            case '\n' -> to.append("\\n");
            case '\t' -> to.append("\\t");
            default -> {
                if (isVisible(character)) {
                    to.appendCodePoint(character);
                } else {
                    to.append(String.format(character > 0xFFFF ? "\\U%08X" : "\\u%04X", character));
                }
            }
        }
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
