package io.jenkins.plugins.rollout.document;

/**
 * What things may be named: anything that people can read. Quotes, blanks and the like are fine and are carried safely;
 * what breaks lines or moves cursors isn't.
 */
public final class Names {
    private static final int LONGEST = 128;

    private Names() {}

    /**
     * Reports a name that can't be one.
     *
     * @param what is named, with its article: {@code an instance}
     * @return the name as a text, also if it was reported
     */
    public static String check(Node.Scalar name, String what, Problems problems) {
        String text = name.text();
        if (text.isBlank()) {
            problems.error(name.location(), "the name of " + what + " is empty; give it one");
        } else if (text.codePointCount(0, text.length()) > LONGEST) {
            problems.error(
                    name.location(),
                    "the name of " + what + " is longer than " + LONGEST + " characters; shorten it: "
                            + Quote.of(text));
        } else if (hasControlCharacters(text)) {
            problems.error(
                    name.location(),
                    "the name of " + what + " holds a control character or a line break; take it out: "
                            + Quote.of(text));
        }
        return text;
    }

    public static boolean hasControlCharacters(String text) {
        return text.codePoints().anyMatch(Names::isControl);
    }

    private static boolean isControl(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
