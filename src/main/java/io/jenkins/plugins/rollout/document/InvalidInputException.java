package io.jenkins.plugins.rollout.document;

import java.util.List;
import java.util.stream.Collectors;

/** An input can't be used; nothing was changed. Carries every problem that was found, warnings included. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidInputException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    public InvalidInputException(String message) {
        this(List.of(Problem.error(Location.UNKNOWN, message)));
    }

    public List<Problem> problems() {
        return problems;
    }
}
