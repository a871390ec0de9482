package io.jenkins.plugins.rollout.document;

/** Shows a text from an input in a message: short, and with nothing in it that could move a terminal's cursor. */
public final class Quote {
    private static final int LONGEST = 80;

    private Quote() {}

    /** {@code 'text'}, its control characters escaped, its end left out if it is long. */
    public static String of(String text) {
        StringBuilder quoted = new StringBuilder("'");
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            appendSafely(text.charAt(i), quoted);
        }
        return quoted.append(text.length() > LONGEST ? "…'" : "'").toString();
    }

    private static void appendSafely(char character, StringBuilder to) {
        int type = Character.getType(character);
        boolean visible = type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
        if (visible) {
            to.append(character);
        } else {
            to.append(String.format("\\u%04x", (int) character));
        }
    }
}
