package io.jenkins.plugins.rollout.cli;

/** Breaks a long sentence between words, for a terminal: what follows stands under where the sentence begins. */
final class Fold {
    /** As wide as the narrowest terminal that people use. */
    static final int WIDTH = 80;

    /** Less than this beside an indent is worse to read than what the terminal makes of it. */
    private static final int LEAST = 30;

    private Fold() {}

    /**
     * @param text without colours
     * @param indent of all lines but the first, which has it already taken by what stands before it
     */
    static String under(int indent, String text) {
        int room = WIDTH - indent;
        if (room < LEAST || text.length() <= room) {
            return text;
        }
        StringBuilder folded = new StringBuilder();
        int used = 0;
        for (String word : text.split(" ", -1)) {
            if (used > 0 && used + 1 + word.length() > room) {
                folded.append('\n').append(" ".repeat(indent));
                used = 0;
            } else if (used > 0) {
                folded.append(' ');
                used++;
            }
            folded.append(word);
            used += word.length();
        }
        return folded.toString();
    }
}
