package io.jenkins.plugins.rollout.jenkins.topology.page;

import io.jenkins.plugins.rollout.document.Problem;
import java.util.List;

/** A problem of a text, shown with the line where it stands. */
public final class ShownProblem {
    private static final int LONGEST = 160;

    private final Problem problem;
    private final String text;

    private ShownProblem(Problem problem, String text) {
        this.problem = problem;
        this.text = text;
    }

    static List<ShownProblem> all(List<Problem> problems, String text) {
        List<String> lines = text.lines().toList();
        return problems.stream()
                .map(problem -> new ShownProblem(problem, line(problem, lines)))
                .toList();
    }

    private static String line(Problem problem, List<String> lines) {
        int line = problem.location().line();
        return line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
    }

    public boolean isError() {
        return problem.isError();
    }

    public String getMessage() {
        return problem.message();
    }

    /** {@code line 3, column 5}; empty if it is about the whole. */
    public String getPlace() {
        return problem.location().line() == 0
                ? ""
                : "line " + problem.location().line() + ", column "
                        + problem.location().column();
    }

    public int getLine() {
        return problem.location().line();
    }

    /** The line up to the problem. */
    public String getBefore() {
        String before = text.substring(0, start());
        return before.length() > LONGEST ? "…" + before.substring(before.length() - LONGEST) : before;
    }

    /** The line from the problem on. */
    public String getRest() {
        String rest = text.substring(start());
        return rest.length() > LONGEST ? rest.substring(0, LONGEST) + "…" : rest;
    }

    private int start() {
        int column = Math.max(0, problem.location().column() - 1);
        return column >= text.codePointCount(0, text.length()) ? text.length() : text.offsetByCodePoints(0, column);
    }
}
