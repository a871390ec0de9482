package io.jenkins.plugins.rollout.source;

/** What somebody else has written, as a sentence may quote it: on one line, without control characters, not long. */
final class Excerpt {
    private static final int LONGEST = 200;

    private Excerpt() {}

    static String of(String text) {
        // Looking at a bit more suffices: what is cut off needs no cleaning.
        String begin = text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text;
        String line = begin.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > LONGEST || begin.length() < text.length()
                ? line.substring(0, Math.min(line.length(), LONGEST)) + "…"
                : line;
    }
}
