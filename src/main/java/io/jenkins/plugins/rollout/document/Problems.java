package io.jenkins.plugins.rollout.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects every problem of an input, so that a user mends them all in one go. */
public final class Problems {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
                    (Problem problem) -> problem.location().file())
            .thenComparingInt(problem -> problem.location().line())
            .thenComparingInt(problem -> problem.location().column());

    private final List<Problem> problems = new ArrayList<>();

    public void error(Location location, String message) {
        problems.add(Problem.error(location, message));
    }

    public void warning(Location location, String message) {
        problems.add(Problem.warning(location, message));
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** All problems in the order of the file. */
    public List<Problem> list() {
        return problems.stream().sorted(BY_PLACE).toList();
    }

    /** @throws InvalidInputException if there is an error among the problems */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new InvalidInputException(list());
        }
    }
}
