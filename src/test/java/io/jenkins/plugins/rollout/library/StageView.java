package io.jenkins.plugins.rollout.library;

import java.util.ArrayList;
import java.util.List;

/**
 * What a person sees of a build: stages and the branches of {@code parallel}, as they begin, with those in which something
 * failed marked.
 */
final class StageView {
    private final List<Line> lines = new ArrayList<>();
    private final List<Line> open = new ArrayList<>();

    private static final class Line {
        final int depth;
        final String text;
        String mark = "";

        Line(int depth, String text) {
            this.depth = depth;
            this.text = text;
        }
    }

    void begin(String text) {
        Line line = new Line(open.size(), text);
        lines.add(line);
        open.add(line);
    }

    void end() {
        open.remove(open.size() - 1);
    }

    /** What a step warns of shows on all that it is in. */
    void mark(String what) {
        open.forEach(line -> line.mark = " (" + what + ")");
    }

    String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append("  ".repeat(line.depth))
                .append(line.text)
                .append(line.mark)
                .append('\n'));
        return text.toString();
    }
}
