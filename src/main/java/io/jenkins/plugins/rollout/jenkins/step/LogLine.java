package io.jenkins.plugins.rollout.jenkins.step;

/** A sentence for a build's log. */
final class LogLine {
    private LogLine() {}

    /** On one line, with nothing in it that could move a terminal's cursor: instances' answers are quoted in reasons. */
    static String of(String sentence) {
        return sentence.replaceAll("\\p{Cntrl}", " ");
    }
}
